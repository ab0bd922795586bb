import type { Emit } from '#contract/events.ts';
import type { ImportPreview } from '#contract/imports.ts';
import { Failure } from '../core/failure.ts';
import { closedDialog } from '../core/files.ts';
import type { ChosenFile, FileDialogs } from '../core/files.ts';
import { compact } from '../core/json.ts';
import { listConnections } from '../core/oauth/connection/connections.ts';
import type { ConnectionPorts } from '../core/oauth/connection/connections.ts';
import { describeTable, importTable, previewTable } from '../imports/mapping.ts';
import type { ReadImport } from '../imports/readFile.ts';
import type { Table } from '../imports/table.ts';
import type { Handlers } from './handlers.ts';

const KINDS = [{ name: 'KeePass or CSV', extensions: ['kdbx', 'csv'] }];
const KEY_KINDS = [{ name: 'Key file', extensions: ['key', 'keyx'] }];
const MAX_BYTES = 16 * 1024 * 1024;
/** KDBX, KDB: the first four bytes of every KeePass file. */
const KEEPASS_SIGNATURE = [0x03, 0xd9, 0xa2, 0x9a];

export interface ImportDeps extends ConnectionPorts {
  files: FileDialogs;
  readImport: ReadImport;
  emit: Emit;
}

interface Pending {
  importId: string;
  file: ChosenFile;
  table?: Table;
}

type ImportCalls = Extract<keyof Handlers, `imports.${string}`>;

const isKeePass = ({ bytes }: ChosenFile): boolean => KEEPASS_SIGNATURE.every((byte, at) => bytes[at] === byte);

/** The calls that bring in entries of password managers. One file is open at a time, and is dropped when the vault locks. */
export function createImportHandlers(deps: ImportDeps): {
  handlers: Pick<Handlers, ImportCalls>;
  onLocked: () => void;
} {
  const { records, files, readImport, newId } = deps;
  let pending: Pending | undefined;

  const requirePending = (importId: string): Pending => {
    if (pending?.importId === importId) return pending;
    throw new Failure('input.not-found', 'This file is no longer open. Open it again.', { field: 'importId' });
  };
  const requireTable = (importId: string): Table => {
    const { table } = requirePending(importId);
    if (!table) throw new Failure('input.missing', 'Enter the password of the file first.', { field: 'password' });
    return table;
  };
  const show = ({ importId, file }: Pending, table: Table): ImportPreview => {
    const { format } = table;
    // The vault may have locked while the file was read.
    listConnections(records);
    pending = { importId, file, table };
    return { kind: 'entries', importId, fileName: file.fileName, format, ...describeTable(table) };
  };

  return {
    handlers: {
      'imports.open': async () => {
        listConnections(records);
        const file = await files.open({ title: 'Open a file to import', kinds: KINDS, maxBytes: MAX_BYTES });
        if (!file) throw closedDialog();
        const opened = { importId: newId(), file };
        if (!isKeePass(file)) return show(opened, await readImport({ format: 'csv', bytes: file.bytes }));
        pending = opened;
        return { kind: 'password-needed', importId: opened.importId, fileName: file.fileName };
      },
      'imports.unlock': async ({ importId, password, keyFile }) => {
        const opened = requirePending(importId);
        const key =
          keyFile === true
            ? await files.open({ title: 'Open the key file', kinds: KEY_KINDS, maxBytes: MAX_BYTES })
            : undefined;
        if (keyFile === true && !key) throw closedDialog();
        const { bytes } = opened.file;
        return show(opened, await readImport({ format: 'kdbx', bytes, password, keyFile: key?.bytes }));
      },
      'imports.preview': async ({ importId, ...mapping }) =>
        previewTable(deps, requireTable(importId), compact(mapping)),
      'imports.apply': async ({ importId, entries, choices, ...mapping }) => {
        const chosen = compact({ entries, choices });
        const result = await importTable(deps, requireTable(importId), compact(mapping), chosen);
        pending = undefined;
        deps.emit('connections.changed', {});
        return result;
      },
      'imports.close': ({ importId }) => {
        const closed = pending?.importId === importId;
        if (closed) pending = undefined;
        return { closed };
      },
    },
    onLocked: () => {
      pending = undefined;
    },
  };
}
