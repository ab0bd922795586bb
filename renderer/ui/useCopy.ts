import { useEffect, useState } from 'react';
import { useStores } from '../stores.tsx';

/** The text, or what gets it when asked. */
export type Copied = string | (() => Promise<string | undefined>);

const SHOWN_MS = 1500;

/** Puts a text on the clipboard, and says for a moment that it is there. */
export function useCopy(text: Copied): { isCopied: boolean; copy: () => void } {
  const { bench } = useStores();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copyNow = async (): Promise<void> => {
    const found = typeof text === 'string' ? text : await text();
    if (found === undefined) return;
    const result = await bench.app.copy({ text: found });
    setCopied(result.ok);
  };
  return { isCopied, copy: () => void copyNow() };
}
