import { useEffect, useRef } from 'react';
import type { FocusEventHandler, RefObject } from 'react';

interface HeldFocus {
  ref: RefObject<HTMLDivElement | null>;
  onFocus: FocusEventHandler;
  onBlur: FocusEventHandler;
}

/**
 * For a place whose buttons give way to one another, such as Send and Cancel: when the one that has the focus goes, the first of those that
 * come gets it. Otherwise the keyboard would start again at the top of the window. `shown` says which ones are there.
 */
export function useHeldFocus(shown: unknown): HeldFocus {
  const ref = useRef<HTMLDivElement>(null);
  const isWithin = useRef(false);
  useEffect(() => {
    // A button that is taken away tells nobody that it lost the focus.
    if (isWithin.current && ref.current?.contains(document.activeElement) === false) {
      ref.current.querySelector('button')?.focus();
    }
  }, [shown]);
  return {
    ref,
    onFocus: () => {
      isWithin.current = true;
    },
    onBlur: () => {
      isWithin.current = false;
    },
  };
}
