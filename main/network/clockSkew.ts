import type { Header } from '#contract/exchange.ts';

function valueOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([header]) => header.toLowerCase() === name)?.[1];
}

/**
 * How far the server's clock is ahead of ours, in whole seconds. `Date` names the second in which the reply was made (RFC 9110
 * §6.6.1), so its middle is compared with the middle between sending and the first byte; a difference that rounding and the way
 * could explain is 0. A reply from a cache (with `Age`) carries an old date and tells nothing.
 */
export function clockSkewSeconds(
  headers: readonly Header[],
  times: { sentAt: number; firstByteAt: number },
): number | undefined {
  const date = Date.parse(valueOf(headers, 'date') ?? '');
  if (Number.isNaN(date) || valueOf(headers, 'age') !== undefined) return undefined;
  const ours = (times.sentAt + times.firstByteAt) / 2;
  const skew = (date + 500 - ours) / 1000;
  const uncertainty = 0.5 + (times.firstByteAt - times.sentAt) / 2000;
  return Math.abs(skew) <= uncertainty ? 0 : Math.round(skew);
}
