import type { ApiBody } from '#contract/apiRequest.ts';
import type { Diagnosis } from '#contract/diagnosis.ts';
import { diagnoseApiRefusal } from '../diagnosis/apiRefusal.ts';
import { challengeOf, claimsOf } from '../diagnosis/apiRefusalContext.ts';
import type { HttpReply } from '../http.ts';
import { headerOf } from '../http.ts';
import { compact } from '../json.ts';
import { withoutSecrets } from '../redact/echoes.ts';
import type { Header } from '#contract/exchange.ts';

interface Sent {
  /** Of the request that was refused, with its token. */
  headers: readonly Header[];
  /** When the token that was sent ends, as it is stored. */
  expiresAt: number | undefined;
  secrets: readonly string[];
  now: number;
}

const MOST_READ = 20_000;

/** Why the API said 401 or 403; undefined for every other answer. */
export async function diagnoseAnswer(reply: HttpReply, body: ApiBody, sent: Sent): Promise<Diagnosis | undefined> {
  if (reply.status !== 401 && reply.status !== 403) return undefined;
  const { secrets, now, expiresAt } = sent;
  const authorization = headerOf(sent.headers, 'authorization') ?? '';
  const token = authorization.replace(/^\S+\s+/, '');
  const known = token === '' ? secrets : [...secrets, token];
  const replyHeaders = reply.headers.map(([name, value]): Header => [name, withoutSecrets(value, known)]);
  const { clockSkewSeconds = 0, request } = reply.exchange;
  const text = withoutSecrets((body.text ?? '').slice(0, MOST_READ), known);
  return diagnoseApiRefusal(
    compact({
      status: reply.status,
      replyHeaders,
      challenge: challengeOf(replyHeaders),
      body: text,
      isHtml: /\bhtml\b/i.test(body.contentType) || /^\s*<(?:!doctype html|html)/i.test(text),
      url: new URL(request.url),
      hasToken: authorization !== '',
      claims: claimsOf(token),
      storedExpiresAt: expiresAt,
      serverNow: now + clockSkewSeconds * 1000,
      clockSkewSeconds,
    }),
  );
}
