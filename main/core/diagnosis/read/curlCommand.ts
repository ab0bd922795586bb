import type { Header } from '#contract/exchange.ts';
import type { PastedRequest } from './pasted.ts';

/** A word of a shell: bare, in single quotes, in `$'…'` or in double quotes, or several of these together. */
const WORD = /(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/g;
const PART = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/g;

const plain = (word: string): string =>
  word.replace(PART, (_whole, single?: string, double?: string, escaped?: string, bare?: string) => {
    if (single !== undefined) return single;
    if (double !== undefined) return double.replace(/\\(["\\$`\n])/g, '$1');
    return escaped === '\n' ? '' : (escaped ?? bare ?? '');
  });

/** Options of curl that take a value and tell nothing here. */
const OTHER_VALUE =
  /^(?:-o|--output|-x|--proxy|-A|--user-agent|-m|--max-time|--connect-timeout|--cert|-E|--key|--cacert|--retry|-w|--write-out)$/;
const DATA = /^(?:-d|--data|--data-raw|--data-ascii|--data-binary|--data-urlencode)$/;

interface Command {
  request: PastedRequest;
  /** What stands after the command: its output. */
  rest: string;
}

/** A curl command at the beginning of a text, as shells take it; undefined where there is none. */
export function readCurlCommand(text: string): Command | undefined {
  const lead = /^\s*(?:[\w@~:.-]{0,60}[$#%>]\s+)?curl(?=\s+[-'"a-zA-Z<])(?!\s+error)/.exec(text);
  if (lead === null) return undefined;
  const { command, rest } = splitOff(text.slice(lead[0].length));
  const words = (command.match(WORD) ?? []).map(plain).filter((word) => word !== '');
  const headers: Header[] = [];
  const data: string[] = [];
  let method: string | undefined;
  let url: string | undefined;
  let isQuery = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = words[at + 1] ?? '';
    if (/^(?:-H|--header)$/.test(word)) addHeader(headers, value);
    else if (DATA.test(word)) data.push(value);
    else if (/^(?:-X|--request)$/.test(word)) method = value;
    else if (/^(?:-u|--user)$/.test(word)) headers.push(['Authorization', `Basic ${btoa(latin1(value))}`]);
    else if (word === '--url') url = value;
    else {
      if (/^(?:-G|--get)$/.test(word)) isQuery = true;
      if (!word.startsWith('-')) url ??= word;
      if (!OTHER_VALUE.test(word)) continue;
    }
    at += 1;
  }
  const body = isQuery ? '' : data.join('&');
  const request = { method: method ?? (body === '' ? 'GET' : 'POST'), headers, body, isWhole: true };
  return { request: url === undefined ? request : { ...request, url }, rest };
}

const latin1 = (text: string): string => text.replace(/[^\0-\xff]/g, '?');

function addHeader(headers: Header[], line: string): void {
  const colon = line.indexOf(':');
  if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
}

/** A command ends with its line, unless a backslash or an open quote carries it on. */
function splitOff(text: string): { command: string; rest: string } {
  const lines = text.split('\n');
  let command = '';
  for (const [at, line] of lines.entries()) {
    command += `${line}\n`;
    const isOpen = /[\\^`]\s*$/.test(line) || (quotes(command, "'") % 2 === 1 && at < 40);
    if (!isOpen) return { command: command.replace(/[\\^`][ \t]*\n/g, ' '), rest: lines.slice(at + 1).join('\n') };
  }
  return { command, rest: '' };
}

const quotes = (text: string, quote: string): number => text.split(quote).length - 1;
