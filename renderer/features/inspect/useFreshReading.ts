import { useEffect, useRef } from 'react';
import { useNow } from '../../stores.tsx';
import type { InspectStore } from './inspectStore.ts';

const EVERY_MS = 15_000;
/** A longer text takes too long to read for being read for nothing. */
const LONGEST = 65_536;

/** Reads the token again while it is looked at, since verdicts and notes speak of now. */
export function useFreshReading(store: InspectStore): void {
  const now = useNow();
  const last = useRef(now);
  useEffect(() => {
    if (Math.abs(now - last.current) < EVERY_MS) return;
    last.current = now;
    const { text, reading } = store.getState();
    if (reading.kind === 'read' && text.length <= LONGEST) store.reread();
  }, [now, store]);
}
