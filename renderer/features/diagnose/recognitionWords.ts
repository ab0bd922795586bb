import type { PastedForm, Recognition } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';

const FORMS: Record<PastedForm, string> = {
  token: 'a token',
  json: 'a reply in JSON',
  problem: 'a problem report in JSON (RFC 9457)',
  page: 'a web page',
  soap: 'a SOAP message',
  'http-reply': 'an HTTP reply',
  transcript: 'the output of curl -v',
  curl: 'a curl command',
  exchange: 'a request with its reply',
  har: 'a HAR; its failing entry',
  address: 'an address',
  challenge: 'a challenge (WWW-Authenticate)',
  console: 'a line of a browser’s console',
  log: 'a log or stack trace',
  text: 'a text',
};

/** `Read as an HTTP reply`. */
export const formWords = ({ form }: Recognition): string => `Read as ${FORMS[form]}`;

/** What would tell more, after a text that no rule knows. */
export function wishesOf({ form, facts }: Recognition): string[] {
  const has = (beginning: string): boolean => facts.some((fact) => fact.startsWith(beginning));
  const isWire = form === 'http-reply' || form === 'transcript' || form === 'exchange' || form === 'har';
  return [
    ...(has('status') ? [] : ['The whole reply with its status line and its headers; curl -i shows both.']),
    ...(isWire && !has('status')
      ? []
      : ['The request that was sent, or a HAR of the browser. Secrets in it are masked.']),
    ...(form === 'log' || form === 'text'
      ? ['The innermost “Caused by” of the log, where the real reason stands.']
      : []),
  ];
}

/** One line for an exchange that failed: `POST idcs-….identity.oraclecloud.com, 401`. */
export function failureWords({ request, response, failure }: Exchange): string {
  const host = URL.canParse(request.url) ? new URL(request.url).host : request.url;
  const end = failure === undefined ? String(response?.status ?? '') : failure.code;
  return `${request.method} ${host}, ${end}`;
}
