import type { Header } from '#contract/exchange.ts';
import type { JsonValue } from '../records.ts';
import { redactJsonText } from './jsonText.ts';
import { redactMarkup } from './markup.ts';
import { normalizeName } from './names.ts';
import { redactPairs, redactPatterns } from './patterns.ts';
import { MASKS } from './treatment.ts';
import type { Treatment } from './treatment.ts';
import { createValueScanner } from './valueScanner.ts';

/** Takes secrets out of what is recorded, logged or handed on. */
export interface Redactor {
  /** Text of no known form. */
  text(text: string): string;
  headers(headers: readonly Header[]): Header[];
  url(url: string): string;
  /** A body as the content type says what it is. */
  body(text: string, contentType: string): string;
  json(value: JsonValue): JsonValue;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

function redactParameters(text: string, { isSecretParameter, named }: Treatment): string {
  return text.replace(
    /(^|[?&#;])([^=&#;?\s]{1,200})=((?:⟦[^⟦⟧]{0,90}⟧|[^&#;\s⟦])*)/g,
    (whole: string, lead: string, name: string, value: string) =>
      isSecretParameter(decoded(name), value) ? `${lead}${name}=${named(decoded(name), value)}` : whole,
  );
}

function redactUserInfo(url: string, { named }: Treatment): string {
  return url.replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)([^/?#@]*)@/i, (_whole, scheme: string, userInfo: string) => {
    return `${scheme}${named('credentials', userInfo)}@`;
  });
}

function redactCookies(value: string, isSetCookie: boolean, { named }: Treatment): string {
  const parts = value.split(';');
  return parts
    .map((part, at) => {
      const equals = part.indexOf('=');
      if ((isSetCookie && at > 0) || equals < 0) return part;
      return `${part.slice(0, equals)}=${named('cookie', part.slice(equals + 1))}`;
    })
    .join(';');
}

function redactCredentials(value: string, { named }: Treatment): string {
  const gap = value.indexOf(' ');
  if (gap < 0 || gap > 40) return named('credentials', value);
  return `${value.slice(0, gap)} ${named('credentials', value.slice(gap + 1))}`;
}

function redactHeaderValue(name: string, value: string, treatment: Treatment): string {
  switch (normalizeName(name)) {
    case 'authorization':
    case 'proxy_authorization':
      return redactCredentials(value, treatment);
    case 'cookie':
      return redactCookies(value, false, treatment);
    case 'set_cookie':
      return redactCookies(value, true, treatment);
    default:
      if (treatment.isSecret(name, value)) return treatment.named(name.toLowerCase(), value);
      return redactUserInfo(redactParameters(redactPatterns(value, treatment), treatment), treatment);
  }
}

const JSON_TYPE = /[/+]json\b/i;
const FORM_TYPE = /x-www-form-urlencoded/i;
const MARKUP_TYPE = /[/+](?:xml|html|xhtml)/i;

/**
 * Three layers, in this order: the known values in every form that they may take, then what is secret by its name, then what looks
 * like a credential. Values come first because a name must not cut a known value in two and leave a half standing.
 */
export function createRedactor(secrets: readonly string[], treatment: Treatment = MASKS): Redactor {
  const scan = createValueScanner(secrets, treatment);
  const patterns = (value: string): string => redactPatterns(value, treatment);
  const pairs = (value: string): string => redactPairs(value, treatment);
  const parameters = (value: string): string => redactParameters(value, treatment);

  function text(value: string): string {
    return pairs(patterns(scan(value)));
  }

  function body(value: string, contentType: string): string {
    const scanned = scan(value);
    if (FORM_TYPE.test(contentType)) return patterns(parameters(scanned));
    if (JSON_TYPE.test(contentType) || /^\s*[[{]/.test(scanned)) return patterns(redactJsonText(scanned, treatment));
    if (MARKUP_TYPE.test(contentType) || /^\s*</.test(scanned))
      return pairs(patterns(redactMarkup(scanned, treatment)));
    return pairs(patterns(parameters(scanned)));
  }

  function json(value: JsonValue): JsonValue {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (value === null || typeof value !== 'object') return value;
    const redacted: [string, JsonValue][] = Object.entries(value).map(([name, member]) => {
      const isLeaf = typeof member === 'string' || typeof member === 'number';
      if (isLeaf && treatment.isSecret(name, String(member))) {
        return [name, treatment.named(name, scan(String(member)))];
      }
      return [name, json(member)];
    });
    return Object.fromEntries(redacted);
  }

  return {
    text,
    body,
    json,
    headers: (headers) => headers.map(([name, value]) => [name, redactHeaderValue(name, scan(value), treatment)]),
    url: (url) => patterns(parameters(redactUserInfo(scan(url), treatment))),
  };
}
