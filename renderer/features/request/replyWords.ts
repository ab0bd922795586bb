import type { ApiAnswer, SavingProgress } from '#contract/apiRequest.ts';
import { bytesWords, spanWords } from '../../ui/times.ts';
import type { Language } from '../../ui/code/layout.ts';

/** What the first digit of a status says, RFC 9110 §15. */
export function statusWord(status: number): string {
  if (status < 200) return 'Interim';
  if (status < 300) return 'Success';
  if (status < 400) return 'Redirect';
  return status < 500 ? 'Client error' : 'Server error';
}

export interface BodyReading {
  language: Language;
  /** Whether lines and indentation may be changed for reading; in a page of HTML they mean something. */
  canBePretty: boolean;
}

/** By its type; servers that name none, or plain text, are read by how the body begins. */
export function readBodyKind(contentType: string, text: string): BodyReading {
  if (/\bhtml\b/i.test(contentType)) return { language: 'xml', canBePretty: false };
  if (/\bjson\b/i.test(contentType)) return { language: 'json', canBePretty: true };
  if (/\bxml\b/i.test(contentType)) return { language: 'xml', canBePretty: true };
  const start = text.slice(0, 200).trimStart();
  if (/^[{[]/.test(start)) return { language: 'json', canBePretty: true };
  return start.startsWith('<?xml') ? { language: 'xml', canBePretty: true } : { language: 'text', canBePretty: false };
}

const TOKEN_WORDS = {
  stored: 'Sent with the stored token.',
  refreshed: 'The token was refreshed for this request.',
  requested: 'A token was asked for first.',
} as const;

/** `12.0 MB of 200.0 MB · 24.0 MB/s · 7 s left`, as far as it is known. */
export function savingWords({ bytes, totalBytes, bytesPerSecond }: SavingProgress): string {
  const left = totalBytes === undefined || bytesPerSecond === 0 ? 0 : ((totalBytes - bytes) / bytesPerSecond) * 1000;
  return [
    totalBytes === undefined ? bytesWords(bytes) : `${bytesWords(bytes)} of ${bytesWords(totalBytes)}`,
    `${bytesWords(bytesPerSecond)}/s`,
    ...(left >= 1000 ? [`${spanWords(left)} left`] : []),
  ].join(' · ');
}

/** What happened on the way and is not in the reply itself. */
export function answerNotes({ token, retriedAfter401, renewalFailed, body }: ApiAnswer): string[] {
  return [
    ...(token === undefined ? [] : [TOKEN_WORDS[token.source]]),
    ...(retriedAfter401 === true
      ? ['The stored token was answered with 401, so it was sent once more with another.']
      : []),
    ...(renewalFailed === undefined
      ? []
      : [`The token was answered with 401, and no other could be had: ${renewalFailed}`]),
    ...(body.truncated ? [body.note ?? 'The body is not whole.'] : []),
  ];
}
