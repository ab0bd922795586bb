import { z } from 'zod';
import { CONFLICT_CHOICES } from './conflict.ts';
import type { Conflict, Imported } from './conflict.ts';

const id = z.string().min(1).max(100);

/** What a column of the file may become. */
export const IMPORT_TARGETS = [
  'name',
  'environment',
  'domainUrl',
  'tokenEndpoint',
  'clientId',
  'clientSecret',
  'username',
  'password',
  'scope',
  'apiBaseUrl',
  'notes',
] as const;
export type ImportTarget = (typeof IMPORT_TARGETS)[number];

export interface ImportColumn {
  /** Its place in the file, from 0: the value that a mapping names. */
  index: number;
  name: string;
  /** In how many entries it has a value. */
  filled: number;
  /** Its values are kept back as secrets: by the file’s own mark, or by its name. */
  secret: boolean;
  /** What its name says that it is. */
  suggestion?: ImportTarget;
}

export interface ImportEntry {
  index: number;
  /** The entry’s name, where the file has a column of names; otherwise `Entry 1`. */
  title: string;
  /** KeePass: the path of its group. */
  group?: string;
}

/** A file that was opened: what it is made of, without a single value but the names of its entries. */
export type ImportPreview =
  | { kind: 'password-needed'; importId: string; fileName: string }
  | {
      kind: 'entries';
      importId: string;
      fileName: string;
      format: 'csv' | 'kdbx';
      columns: ImportColumn[];
      entries: ImportEntry[];
    };

export const unlockImportInput = z.strictObject({
  importId: id,
  /** Of the KeePass file; left out when a key file alone opens it. */
  password: z.string().min(1).max(4096).optional(),
  /** Asks for a key file, too. */
  keyFile: z.boolean().optional(),
});

const column = z.number().int().min(0).max(999);
const line = z.string().max(8192);

export const previewImportInput = z.strictObject({
  importId: id,
  /** By target: the column whose values it takes. */
  mapping: z.partialRecord(z.enum(IMPORT_TARGETS), column),
  /** For entries that have no value of their own. */
  defaults: z
    .strictObject({
      environment: z.string().trim().max(40).optional(),
      domainUrl: line.optional(),
      scope: line.optional(),
      apiBaseUrl: line.optional(),
    })
    .optional(),
  /** Left out: `password` for entries with a user name and a password, else `client_credentials`. */
  grantType: z.enum(['client_credentials', 'password']).optional(),
});

/** An entry that becomes no connection, with the reason. */
export interface SkippedEntry {
  index: number;
  title: string;
  reason: string;
}

/** What would come of a file under a mapping; nothing is imported yet, and no value of the file is in it. */
export interface ImportOutlook {
  /** The entries that would meet a connection of the vault. */
  met: { index: number; conflict: Conflict }[];
  skipped: SkippedEntry[];
}

const entry = z.number().int().min(0);

export const applyImportInput = previewImportInput.extend({
  /** Indexes of the entries to take; left out, all. */
  entries: z.array(entry).max(10_000).optional(),
  /** For entries that meet a connection of the vault. One that is not named is imported when it meets none, and left out otherwise. */
  choices: z
    .array(z.strictObject({ index: entry, choice: z.enum(CONFLICT_CHOICES) }))
    .max(10_000)
    .optional(),
});

export interface ImportResult extends Imported {
  skipped: SkippedEntry[];
}

export const closeImportInput = z.strictObject({ importId: id });
