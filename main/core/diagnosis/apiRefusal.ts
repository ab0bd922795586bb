import type { Diagnosis } from '#contract/diagnosis.ts';
import type { EventLoop } from '../slices.ts';
import type { ApiRefusalContext } from './apiRefusalContext.ts';
import { conclude } from './conclude.ts';
import { NOTHING_OBSERVED } from './observed.ts';
import type { Observed } from './observed.ts';

/** Why an API refused a request with 401 or 403: each cause once, the likeliest first. */
export function diagnoseApiRefusal(context: ApiRefusalContext, eventLoop?: EventLoop): Promise<Diagnosis> {
  const { challenge, body, url, replyHeaders } = context;
  const headers = replyHeaders.filter(([name]) => /^(?:server|via|x-squid-error|www-authenticate)$/i.test(name));
  const words = [challenge?.error, challenge?.description, ...headers.map((pair) => pair.join(': ')), body].join(' ');
  const seen: Observed = {
    ...NOTHING_OBSERVED,
    ...context,
    url: url.href,
    form: 'exchange',
    place: 'api',
    words,
    shown: [challenge?.error, challenge?.description].filter((text) => text !== undefined).join(': ') || body,
  };
  return conclude(seen, eventLoop);
}
