import type { Header } from '#contract/exchange.ts';
import type { PastedReply, PastedRequest } from './pasted.ts';

const HEADER = /^([A-Za-z][\w-]{0,60}):[ \t]*(.*)$/;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})\b/;
const REQUEST_LINE = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/;

interface Block {
  headers: Header[];
  /** The lines after the empty one. */
  body: string;
}

/** Headers up to the first empty line; a line that begins with white space continues the one before, RFC 9112 §5.2. */
function readBlock(lines: readonly string[]): Block {
  const headers: Header[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') return { headers, body: lines.slice(at + 1).join('\n') };
    const last = headers.at(-1);
    const [, name, value] = HEADER.exec(line.trimStart()) ?? [];
    if (/^[ \t]/.test(line) && last !== undefined && name === undefined) last[1] += ` ${line.trim()}`;
    else if (name !== undefined && value !== undefined) headers.push([name, value.trim()]);
    else return { headers, body: lines.slice(at).join('\n') };
  }
  return { headers, body: '' };
}

interface HttpText {
  request?: PastedRequest;
  reply: PastedReply;
  rest: string;
}

/** The last HTTP reply in a text, with the request before it if there is one; undefined without a status line. */
export function readHttpText(text: string): HttpText | undefined {
  const lines = text.split('\n').map((line) => line.replace(/^\s+(?=HTTP\/\d)/, ''));
  const statusAt = lines.findLastIndex((line) => STATUS_LINE.test(line));
  if (statusAt < 0) return undefined;
  const status = Number(STATUS_LINE.exec(lines[statusAt] ?? '')?.[1]);
  const before = lines.slice(0, statusAt).join('\n');
  const request = readRequestText(before);
  const reply: PastedReply = { status, ...readBlock(lines.slice(statusAt + 1)) };
  return request === undefined ? { reply, rest: before } : { request, reply, rest: '' };
}

/** A request that begins with its method and address. */
export function readRequestText(text: string): PastedRequest | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => REQUEST_LINE.test(line));
  if (at < 0) return undefined;
  const [, method = 'GET', target = ''] = REQUEST_LINE.exec(lines[at] ?? '') ?? [];
  const { headers, body } = readBlock(lines.slice(at + 1));
  return { method, url: addressOf(target, headers), headers, body, isWhole: headers.length > 0 };
}

function addressOf(target: string, headers: readonly Header[]): string {
  if (!target.startsWith('/')) return target;
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? target : `https://${host}${target}`;
}

const unmarked = (lines: readonly string[], mark: string): string =>
  lines
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(1).replace(/^ /, ''))
    .join('\n');

/** What `curl -v` writes: `>` the request, `<` the reply, `*` what curl did, and the body without a mark. */
export function readTranscript(text: string): HttpText | undefined {
  const lines = text.split('\n').map((line) => line.trimStart());
  if (
    !lines.some((line) => /^< ?HTTP\/\d/.test(line)) &&
    !lines.some((line) => /^> (GET|POST|PUT|PATCH|DELETE) /.test(line))
  )
    return undefined;
  const unmarkedLines = lines.filter((line) => !/^[<>*{}]/.test(line) || /^[{<]["!a-z]/i.test(line));
  const request = readRequestText(unmarked(lines, '>'));
  const reply = readHttpText(unmarked(lines, '<'))?.reply;
  const done = lines.filter((line) => line.startsWith('* ')).join('\n');
  const body = unmarkedLines.join('\n').trim();
  return {
    ...(request === undefined ? {} : { request }),
    reply: reply === undefined ? { headers: [], body } : { ...reply, body },
    rest: done,
  };
}
