import type { Settings } from '#contract/app.ts';

/** Colours of the three environments that everybody has; others are the person's own, or grey. */
const KNOWN: Readonly<Record<string, string>> = { PROD: 'red', TEST: 'yellow', DEV: 'green', SANDBOX: 'indigo' };

export const ENVIRONMENTS = ['PROD', 'TEST', 'DEV'] as const;

/** `TEST01` has the colour of `TEST`. */
export function environmentColor(environment: string, own: Settings['environments']): string {
  const name = environment.toUpperCase();
  const mine = own.find((each) => each.name.toUpperCase() === name);
  return mine?.color ?? KNOWN[name] ?? KNOWN[name.replace(/\d+$/, '')] ?? 'gray';
}
