import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { isSecretName } from '../core/redact/names.ts';
import { MAX_COLUMNS, MAX_ENTRIES } from './table.ts';
import type { Table } from './table.ts';

const records = z.array(z.array(z.string()));
const DELIMITERS = [',', ';', '\t'];

/** The one that the first line holds most of: spreadsheets of half the world write semicolons. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw notCsv('it is not text in UTF-8. Save it as CSV UTF-8', error);
  }
}

const notCsv = (what: string, cause?: unknown): Failure =>
  new Failure('input.invalid', `This is not a CSV file that can be read: ${what}.`, { cause });

/** A CSV export of a password manager: one line of column names, then the entries (RFC 4180). Throws `input.invalid`, `input.too-large`. */
export function readCsv(bytes: Uint8Array): Table {
  const text = decode(bytes);
  const lines = parseLines(text);
  const [names, ...rows] = lines;
  if (!names || names.length < 2 || rows.length === 0) {
    throw notCsv('it needs a line of column names and at least one entry');
  }
  if (rows.length > MAX_ENTRIES || names.length > MAX_COLUMNS) {
    throw new Failure('input.too-large', 'This file has more than 10,000 entries or 200 columns. Split it first.');
  }
  return {
    format: 'csv',
    // A name can only be judged together with a value; a long one without a gap is the most secret-looking.
    columns: names.map((name) => ({ name: name.slice(0, 200), secret: isSecretName(name, 'x'.repeat(40)) })),
    rows: rows.map((row) => names.map((_name, index) => row[index] ?? '')),
  };
}

function parseLines(text: string): string[][] {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
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
