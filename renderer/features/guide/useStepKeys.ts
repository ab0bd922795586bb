import type { KeyboardEvent } from 'react';

/** Up, down, home and end move through the steps, as in any list; Tab reaches what is in them. */
export function useStepKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-guide-step]')];
    const at = steps.findIndex((step) => step === event.target);
    if (at < 0) return;
    const places: Partial<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, steps.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: steps.length - 1,
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    steps[next]?.focus();
  };
}
