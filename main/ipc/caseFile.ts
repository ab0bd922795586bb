import { LARGEST_CASE, knownSecrets, makeCaseFile } from '../core/caseFile/caseFile.ts';
import type { CaseFile, CaseFilePorts } from '../core/caseFile/caseFile.ts';
import { requireNoSecret } from '../core/caseFile/leaks.ts';
import { readCase } from '../core/caseFile/readCase.ts';
import { Failure } from '../core/failure.ts';
import { closedDialog } from '../core/files.ts';
import type { FileDialogs } from '../core/files.ts';
import { requireUnlocked } from '../core/records.ts';
import type { Handlers } from './handlers.ts';

const KINDS = [{ name: 'Grantsmith case file', extensions: ['html'] }];

interface CaseFileDeps extends CaseFilePorts {
  files: FileDialogs;
  newId: () => string;
}

type CaseFileCalls = 'caseFile.preview' | 'caseFile.save' | 'caseFile.open';

/** The calls about case files. The last preview waits to be saved, byte for byte, and is dropped when the vault locks. */
export function createCaseFileHandlers(deps: CaseFileDeps): {
  handlers: Pick<Handlers, CaseFileCalls>;
  onLocked: () => void;
} {
  const { records, files, newId } = deps;
  let previewed: { previewId: string; made: CaseFile; bytes: Uint8Array } | undefined;
  return {
    handlers: {
      'caseFile.preview': async (question) => {
        const made = await makeCaseFile(deps, question);
        // The vault may have locked meanwhile; what it held stays nowhere.
        requireUnlocked(records);
        const bytes = new TextEncoder().encode(made.html);
        previewed = { previewId: newId(), made, bytes };
        return { previewId: previewed.previewId, ...made, bytes: bytes.length };
      },
      'caseFile.save': async ({ previewId }) => {
        if (previewed?.previewId !== previewId) {
          throw new Failure('input.not-found', 'This preview is no longer there. Make it again.', {
            field: 'previewId',
          });
        }
        const { made, bytes } = previewed;
        requireNoSecret(made.html, made.document, knownSecrets(deps));
        const defaultName = `case ${made.document.createdAt.slice(0, 16).replace('T', ' ').replace(':', '')}.case.html`;
        const fileName = await files.save({ title: 'Save the case file', defaultName, kinds: KINDS }, bytes);
        if (fileName === undefined) throw closedDialog();
        return { fileName };
      },
      'caseFile.open': async () => {
        requireUnlocked(records);
        const file = await files.open({ title: 'Open a case file', kinds: KINDS, maxBytes: LARGEST_CASE });
        if (file === undefined) throw closedDialog();
        return { fileName: file.fileName, ...(await readCase(file.bytes)) };
      },
    },
    onLocked: () => {
      previewed = undefined;
    },
  };
}
