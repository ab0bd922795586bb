import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { HttpReply } from '../../http.ts';
import { headerOf } from '../../http.ts';

export type JsonObject = Record<string, unknown>;
const jsonObject = z.record(z.string(), z.unknown());

/** What a failed reading of a reply says about where it happened. */
export function replyDetails(reply: HttpReply): Record<string, string | number> {
  return {
    host: new URL(reply.exchange.request.url).host,
    phase: 'reply',
    status: reply.status,
    contentType: headerOf(reply.headers, 'content-type') ?? '',
  };
}

/** The reply's JSON object. Throws `protocol.not-json`, `protocol.truncated`, `protocol.encoding` or `protocol.unexpected-reply`. */
export function readJsonObject(reply: HttpReply): JsonObject {
  const text = decodeBody(reply);
  const value = parseJson(text, reply);
  const parsed = jsonObject.safeParse(value);
  if (!parsed.success || Array.isArray(value)) {
    throw new Failure('protocol.unexpected-reply', 'The server answered with JSON that is no object.', {
      details: replyDetails(reply),
    });
  }
  return parsed.data;
}

/** The body as text, for showing and for looking for a known code; bytes that are not UTF-8 become the replacement character. */
export function bodyText(reply: HttpReply): string {
  return new TextDecoder().decode(reply.body);
}

function decodeBody(reply: HttpReply): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(reply.body);
  } catch (cause) {
    throw new Failure('protocol.encoding', 'The server’s reply is not UTF-8 text, which JSON has to be.', {
      details: replyDetails(reply),
      cause,
    });
  }
}

function parseJson(text: string, reply: HttpReply): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const start = text.trimStart();
    const details = replyDetails(reply);
    if (start.startsWith('{') && !text.trimEnd().endsWith('}')) {
      throw new Failure('protocol.truncated', 'The server’s reply breaks off in the middle. Try again.', {
        details,
        cause,
      });
    }
    throw new Failure('protocol.not-json', notJsonSentence(start, reply), { details, cause });
  }
}

function notJsonSentence(text: string, reply: HttpReply): string {
  const status = `The server answered ${reply.status}`;
  if (text === '') return `${status} with an empty body, where a token reply in JSON belongs.`;
  if (!text.startsWith('<')) return `${status} with something other than JSON. Check the address of the endpoint.`;
  return (
    `${status} with a web page instead of JSON. The address may be that of a page, or a proxy, firewall or sign-in page ` +
    'stands in between.'
  );
}
