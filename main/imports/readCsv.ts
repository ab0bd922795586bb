import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { isSecretName } from '../core/redact/names.ts';
import { isKnownName } from '../core/oauth/connection/fieldNames.ts';
import { MAX_COLUMNS, MAX_ENTRIES } from './table.ts';
import type { Table } from './table.ts';

const records = z.array(z.array(z.string()));
const DELIMITERS = [',', ';', '\t'];
/** KeePass 2 calls it “KeePass CSV (1.x)”: a backslash stands before quotes and backslashes. */
const KEEPASS_1 = '"Account","Login Name","Password","Web Site","Comments"';

const notCsv = (what: string, cause?: unknown): Failure =>
  new Failure('input.invalid', `This is not a CSV file that can be read: ${what}.`, { cause });

/** By the byte order mark; without one it is UTF-8. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04) {
    throw notCsv('it is an Excel workbook or another archive. Save it as CSV UTF-8');
  }
  const mark = `${bytes[0]},${bytes[1]}`;
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw notCsv('it is not text in UTF-8. Save it as CSV UTF-8', error);
  }
}

function requireNoOtherFormat(text: string): void {
  if (/^\s*[[{]/.test(text)) throw notCsv('it is JSON. Export it as CSV from the program that made it');
  if (/^\s*<\?xml/.test(text))
    throw notCsv('it is XML. From KeePass, choose the .kdbx file itself; else export as CSV');
}

interface Form {
  text: string;
  delimiter: string;
  escape: string;
}

/** Spreadsheets of half the world write semicolons; some say so in a first line of their own. */
function formOf(text: string): Form {
  const [saying = '', said] = /^sep=([,;\t])\r?\n/i.exec(text) ?? [];
  const rest = text.slice(saying.length);
  const line = rest.slice(0, rest.search(/[\r\n]|$/));
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  const delimiter = said ?? DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  return { text: rest, delimiter, escape: line.trim() === KEEPASS_1 ? '\\' : '"' };
}

/** As long as nothing in the line looks like a value, since names are shown and values are not. */
function isLineOfNames(names: readonly string[]): boolean {
  if (names.some((name) => /:\/\/|@|[\r\n]/.test(name) || name.length > 100)) return false;
  const known = names.filter(isKnownName).length;
  return known >= 2 || names.every((name) => /^\p{L}[\p{L}\p{M} _().\-/]*$/u.test(name) && !name.includes('.'));
}

/** A CSV export of a password manager: one line of column names, then the entries (RFC 4180). Throws `input.invalid`, `input.too-large`. */
export function readCsv(bytes: Uint8Array): Table {
  const text = decode(bytes);
  requireNoOtherFormat(text);
  const [names, ...rows] = parseLines(formOf(text));
  if (!names || names.length < 2 || rows.length === 0) {
    throw notCsv('it needs a line of column names and at least one entry');
  }
  if (!isLineOfNames(names)) {
    throw notCsv(
      'its first line does not look like the names of the columns. Put such a line on top, for instance name,url,client id,client secret',
    );
  }
  if (rows.length > MAX_ENTRIES || names.length > MAX_COLUMNS) {
    throw new Failure('input.too-large', 'This file has more than 10,000 entries or 200 columns. Split it first.');
  }
  const overlong = rows.findIndex((row) => row.slice(names.length).some((value) => value !== ''));
  if (overlong >= 0) {
    throw notCsv(
      `entry ${overlong + 1} has more values than there are columns. A value with a separator in it needs quotes`,
    );
  }
  return {
    format: 'csv',
    // A name can only be judged together with a value; a long one without a gap is the most secret-looking.
    columns: names.map((name) => ({ name, secret: isSecretName(name, 'x'.repeat(40)) })),
    rows: rows.map((row) => names.map((_name, index) => row[index] ?? '')),
  };
}

function parseLines({ text, delimiter, escape }: Form): string[][] {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter,
      escape,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_048_576,
      to: MAX_ENTRIES + 2,
    });
    return records.parse(parsed);
  } catch (error) {
    // The parser's words quote the file, so they stay in main.
    if (error instanceof CsvError) throw notCsv('a line breaks its form', error.code);
    throw error;
  }
}
