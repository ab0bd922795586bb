import { isSecretName } from '../core/redact/names.ts';
import { NAMES, isFieldName, plain } from '../core/oauth/connection/fieldNames.ts';
import { MAX_COLUMNS } from './table.ts';
import type { Table } from './table.ts';

/** `Client ID: abc`, `client_id=abc`. */
const NAMED_LINE = /^\s*([^:=]{1,60}?)\s*[:=]\s*(\S.*?)\s*$/;

/** Bitwarden writes all custom fields of an entry into one cell, a line each. */
const FIELD_LINE = /^([^:]{1,60}): (.*)$/;
const isListOfFields = (name: string): boolean => ['fields', 'customfields'].includes(plain(name));
const isNotes = (name: string): boolean => NAMES.notes.includes(plain(name));

interface Reading {
  columns: Table['columns'];
  rows: string[][];
  /** By the name without spaces and marks. */
  places: Map<string, number>;
}

/** The column of this name, made when there is none yet and room for one. */
function placeFor({ columns, places }: Reading, name: string, key: string): number | undefined {
  const known = places.get(key);
  if (known !== undefined || columns.length >= MAX_COLUMNS) return known;
  places.set(key, columns.length);
  return columns.push({ name, secret: isSecretName(name, 'x'.repeat(40)) }) - 1;
}

/** Whether a line was copied into a column of its own, and need not stay. What has a value there already is never replaced. */
function isMoved(reading: Reading, row: string[], line: string, every: boolean): boolean {
  const [, name = '', value = ''] = (every ? FIELD_LINE : NAMED_LINE).exec(line) ?? [];
  const key = plain(name);
  if (key === '' || !(every || isFieldName(name))) return false;
  const at = placeFor(reading, name, key);
  const column = at === undefined ? undefined : reading.columns[at];
  if (at === undefined || !column || (row[at] ?? '') !== '') return false;
  row[at] = value;
  return every || column.secret;
}

/**
 * The table with a column for each field that is only a line in a text, `Client ID: …` in the notes or in a list of custom fields. A secret
 * leaves the notes by that, which are shown to everybody who sees the connection.
 */
export function withNamedLines(table: Table): Table {
  const columns = table.columns.map((column) => ({ ...column }));
  const rows = table.rows.map((row) => [...row]);
  const places = new Map(columns.map(({ name }, at) => [plain(name), at]));
  const reading = { columns, rows, places };
  for (const [at, { name }] of table.columns.entries()) {
    const every = isListOfFields(name);
    if (!every && !isNotes(name)) continue;
    for (const row of rows) {
      const lines = (row[at] ?? '').split(/\r?\n/);
      const kept = lines.filter((line) => !isMoved(reading, row, line, every));
      if (kept.length < lines.length) row[at] = kept.join('\n');
    }
  }
  return withoutEmptied({ ...table, columns, rows: rows.map((row) => columns.map((_column, at) => row[at] ?? '')) });
}

/** A list of custom fields that were all understood has nothing left to offer. */
function withoutEmptied(table: Table): Table {
  const isKept = table.columns.map(
    ({ name }, at) => !isListOfFields(name) || table.rows.some((row) => (row[at] ?? '') !== ''),
  );
  const kept = <Cell>(cells: Cell[]): Cell[] => cells.filter((_cell, at) => isKept[at] === true);
  return { ...table, columns: kept(table.columns), rows: table.rows.map(kept) };
}
