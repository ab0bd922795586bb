import { useEffect, useState } from 'react';
import { useStores } from '../stores.tsx';

/** The text, or what gets it when asked. */
export type Copied = string | (() => Promise<string | undefined>);

const SHOWN_MS = 1500;
const SECRET_SHOWN_MS = 4000;

interface Copy {
  isCopied: boolean;
  /** In how many seconds main takes a secret out of the clipboard again. */
  clearsInSeconds: number | undefined;
  copy: () => void;
}

/** Puts a text on the clipboard, and says for a moment that it is there. A secret does not stay there. */
export function useCopy(text: Copied, isSecret = false): Copy {
  const { bench } = useStores();
  const [copied, setCopied] = useState<{ clearsInSeconds?: number }>();
  const isCopied = copied !== undefined;
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(undefined), isSecret ? SECRET_SHOWN_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied, isSecret]);
  const copyNow = async (): Promise<void> => {
    const found = typeof text === 'string' ? text : await text();
    if (found === undefined) return;
    const result = await bench.app.copy({ text: found, secret: isSecret });
    setCopied(result.ok ? result.value : undefined);
  };
  return { isCopied, clearsInSeconds: copied?.clearsInSeconds, copy: () => void copyNow() };
}
