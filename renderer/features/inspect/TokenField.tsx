import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { TokenEditor } from './tokenEditor.ts';

interface TokenFieldProps {
  text: string;
  label: string;
  hint: string;
  autoFocus?: boolean;
  onChange: (text: string) => void;
}

/** The editor in its frame; its code is loaded with the first box that is shown. */
export function TokenField({ text, label, hint, autoFocus = false, onChange }: TokenFieldProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const editor = useRef<TokenEditor>(undefined);
  const latest = useRef({ text, onChange });
  useEffect(() => {
    latest.current = { text, onChange };
    editor.current?.setText(text);
  }, [text, onChange]);
  useEffect(() => {
    let isGone = false;
    void import('./tokenEditor.ts').then(({ createTokenEditor }) => {
      const parent = frame.current;
      if (isGone || parent === null) return;
      editor.current = createTokenEditor({
        parent,
        label,
        hint,
        text: latest.current.text,
        onChange: (next) => latest.current.onChange(next),
      });
      if (autoFocus) editor.current.focus();
    });
    return () => {
      isGone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, [label, hint, autoFocus]);
  return <div ref={frame} className="token-field" />;
}
