import type { Diagnosis } from '#contract/diagnosis.ts';
import type { EventLoop } from '../slices.ts';
import { conclude } from './conclude.ts';
import { NOTHING_OBSERVED } from './observed.ts';
import type { Observed } from './observed.ts';
import { placeOfUrl } from './read/place.ts';
import { saidError } from './read/saidError.ts';
import { wordsOf } from './read/words.ts';
import type { RefusalContext } from './refusalContext.ts';

/** Why a token request was refused: each cause once, the likeliest first. Empty when nothing known fits. */
export function diagnoseRefusal(context: RefusalContext, eventLoop?: EventLoop): Promise<Diagnosis> {
  const { error = '', errorDescription = '', body, status, replyHeaders } = context;
  const said = [error, errorDescription].filter((text) => text !== '');
  const place = placeOfUrl(context.url);
  // Read as Diagnose reads the same exchange: without the sentences of the RFC that name every possible fault.
  const words = wordsOf({
    form: 'exchange',
    reply: { status, headers: [...replyHeaders], body },
    rest: body === '' ? said.join(' ') : '',
  });
  const seen: Observed = {
    ...NOTHING_OBSERVED,
    ...saidError(body, words),
    ...context,
    form: 'exchange',
    // The address may be a wrong one, but a token was meant.
    place: place === 'page' || place === 'authorize' ? place : 'token',
    words,
    shown: said.join(': ') || body,
  };
  return conclude(seen, eventLoop);
}
