import { useEffect, useEffectEvent } from 'react';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null;

interface Clipboard {
  onText: (text: string) => void;
  onFiles: (files: File[]) => void;
}

/** Ctrl+V anywhere in the window while the caller is shown and no field has the focus. */
export function usePasteAnywhere({ onText, onFiles }: Clipboard): void {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData } = event;
    if (event.defaultPrevented || clipboardData === null || isField(event.target)) return;
    const files = [...clipboardData.files];
    const text = clipboardData.getData('text/plain');
    if (text === '' && files.length === 0) return;
    event.preventDefault();
    if (text === '') onFiles(files);
    else onText(text);
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent): void => take(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}
