import { atOnce } from '../../slices.ts';
import { readCurlCommand } from './curlCommand.ts';
import { readHttpText, readRequestText, readTranscript } from './http.ts';
import { readJsonShape } from './json.ts';
import type { Pasted } from './pasted.ts';
import { parseJson, isRecord } from './pasted.ts';

const TOKEN = /^(?:Authorization:\s*)?(?:Bearer\s+)?["']?(eyJ[\w-]{5,}(?:\.[\w-]*){1,4})["']?$/i;
const ADDRESS = /^[a-z][a-z0-9+.-]{0,20}:\/\/\S+$/i;
const CHALLENGE = /^(?:www-authenticate:\s*)?(?:Bearer|DPoP)(?:$|\s+[a-z_]+=)/i;
const CONSOLE = /\bCORS\b|Access-Control-Allow|Cross-Origin Request Blocked/i;
const STACK = /^\s{0,12}(?:at |Caused by:|File "|Traceback|goroutine )|\b(?:ERROR|WARN|FATAL|Exception)\b/m;

/** Recognises what was pasted and takes it apart. Any text has a form: in the end it is a text. */
export const takeApart = (pasted: string): Pasted => atOnce(takingApart(pasted));

/** The same, a kind of text at a step. */
export function* takingApart(pasted: string): Generator<void, Pasted, void> {
  const text = withoutStamps(withoutFence(pasted.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))).trim();
  yield;
  const token = TOKEN.exec(text)?.[1];
  if (token !== undefined) return { form: 'token', token, rest: '' };
  yield;
  const json = parseJson(text);
  if (typeof json === 'string') return yield* takingApart(json);
  if (json !== undefined) return ofJson(json, text);
  for (const read of [ofAddress, ofCurl, ofTranscript, ofHttp]) {
    yield;
    const apart = read(text);
    if (apart !== undefined) return apart;
  }
  yield;
  return ofWords(text);
}

/** Time, level and thread that a log puts before a line. */
const STAMP =
  /^\[?\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)?\]? {1,4}[A-Z]{4,8} {1,4}(?:\[[^\]]{0,80}\] {1,4})?/;

/** The lines of a log as they were before it put its stamp on each of them. */
function withoutStamps(text: string): string {
  if (!STAMP.test(text.trimStart())) return text;
  const lines = text.split('\n');
  const areStamped = lines.every((line) => line.trim() === '' || STAMP.test(line));
  return areStamped ? lines.map((line) => line.replace(STAMP, '')).join('\n') : text;
}

/** The fence and the quote marks of Markdown and mail. */
export function withoutFence(text: string): string {
  const bare = text.replace(/^[ \t]*```[\w-]*[ \t]*$/gm, '');
  const lines = bare.split('\n');
  const isQuoted =
    lines.every((line) => /^\s*(?:> |>?$)/.test(line)) && !/^[ \t]*> (?:GET|POST|PUT|PATCH|DELETE|HTTP)\b/m.test(bare);
  return isQuoted ? lines.map((line) => line.replace(/^\s*> ?/, '')).join('\n') : bare;
}

function ofJson(json: unknown, text: string): Pasted {
  const shape = readJsonShape(json);
  if (shape !== undefined) return { rest: '', ...shape };
  return {
    form: isRecord(json) && 'type' in json && 'title' in json ? 'problem' : 'json',
    reply: { headers: [], body: text },
    rest: '',
  };
}

function ofAddress(url: string): Pasted | undefined {
  if (!ADDRESS.test(url)) return undefined;
  return { form: 'address', request: { url, headers: [], body: '', isWhole: false }, rest: '' };
}

function ofCurl(text: string): Pasted | undefined {
  const curl = readCurlCommand(text);
  if (curl === undefined) return undefined;
  const output = curl.rest.trim();
  const reply = (readTranscript(output) ?? readHttpText(output))?.reply;
  if (reply !== undefined) return { form: 'curl', request: curl.request, reply, rest: '' };
  if (output === '') return { form: 'curl', request: curl.request, rest: '' };
  return parseJson(output) === undefined && !output.startsWith('<')
    ? { form: 'curl', request: curl.request, rest: output }
    : { form: 'curl', request: curl.request, reply: { headers: [], body: output }, rest: '' };
}

function ofTranscript(text: string): Pasted | undefined {
  const read = readTranscript(text);
  return read === undefined ? undefined : { form: 'transcript', ...read };
}

function ofHttp(text: string): Pasted | undefined {
  // In a log the status line stands within other words, and the words matter as much.
  if (!/^\s{0,4}HTTP\/\d/m.test(text)) return undefined;
  const read = readHttpText(text);
  return read === undefined ? undefined : { form: 'http-reply', ...read };
}

function ofWords(text: string): Pasted {
  const request = firstRequest(text);
  const carried = request === undefined ? {} : { request };
  if (/<(?:[\w-]{1,20}:)?(?:Envelope|Fault|faultcode|faultstring)\b/i.test(text)) {
    return { form: 'soap', ...carried, reply: { headers: [], body: text }, rest: '' };
  }
  if (/^<(?:!doctype html|html|head|body|title|div|center|h1)\b/i.test(text)) {
    return { form: 'page', ...carried, reply: { headers: [], body: text }, rest: '' };
  }
  if (CHALLENGE.test(text)) {
    const value = text.replace(/^www-authenticate:\s*/i, '');
    return { form: 'challenge', reply: { headers: [['WWW-Authenticate', value]], body: '' }, rest: '' };
  }
  const form = CONSOLE.test(text) ? 'console' : STACK.test(text) ? 'log' : 'text';
  return { form, ...carried, rest: text };
}

/** An address or a method with one at the very beginning: what the words below are about. */
function firstRequest(text: string): Pasted['request'] {
  const [first = ''] = text.split('\n');
  if (ADDRESS.test(first.trim())) return { url: first.trim(), headers: [], body: '', isWhole: false };
  return readRequestText(first);
}
