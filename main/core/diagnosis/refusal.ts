import type { Diagnosis } from '#contract/diagnosis.ts';
import type { EventLoop } from '../slices.ts';
import { conclude } from './conclude.ts';
import { NOTHING_OBSERVED } from './observed.ts';
import type { Observed } from './observed.ts';
import { placeOfUrl } from './read/place.ts';
import type { RefusalContext } from './refusalContext.ts';

/** Why a token request was refused: each cause once, the likeliest first. Empty when nothing known fits. */
export function diagnoseRefusal(context: RefusalContext, eventLoop?: EventLoop): Promise<Diagnosis> {
  const { error = '', errorDescription = '', body } = context;
  const place = placeOfUrl(context.url);
  const seen: Observed = {
    ...NOTHING_OBSERVED,
    ...context,
    form: 'exchange',
    // The address may be a wrong one, but a token was meant.
    place: place === 'page' || place === 'authorize' ? place : 'token',
    words: `${error} ${errorDescription} ${body}`,
    shown: [error, errorDescription].filter((text) => text !== '').join(': ') || body,
  };
  return conclude(seen, eventLoop);
}
