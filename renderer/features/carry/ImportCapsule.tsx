import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CapsulePreview } from '#contract/capsule.ts';
import type { Imported } from '#contract/conflict.ts';
import { useStores } from '../../stores.tsx';
import { PasswordThenFile } from '../vault/PasswordThenFile.tsx';
import { CapsuleContent } from './CapsuleContent.tsx';
import { outlookWords } from './conflictChoices.ts';
import { Carried } from './Carried.tsx';

type State =
  { kind: 'asking' } | { kind: 'opened'; preview: CapsulePreview } | { kind: 'imported'; imported: Imported };

/** Opens a capsule, shows what is in it, and brings in what the person chose. */
export function ImportCapsule(): ReactNode {
  const { bench, navigation } = useStores();
  const [state, setState] = useState<State>({ kind: 'asking' });
  switch (state.kind) {
    case 'asking':
      return (
        <PasswordThenFile
          lead="A capsule is a file with connections from another Grantsmith, which ends in .oavault. You see what is in it before anything is imported."
          label="Password of the capsule"
          what="capsule"
          open={(password, sameFile) => bench.vault.importCapsule({ password, sameFile })}
          onOpened={(preview) => setState({ kind: 'opened', preview })}
          onCancel={navigation.closeDialog}
        />
      );
    case 'opened':
      return (
        <CapsuleContent
          preview={state.preview}
          onImported={(imported) => setState({ kind: 'imported', imported })}
          onCancel={navigation.closeDialog}
        />
      );
    case 'imported':
      return (
        <Carried
          done={`The capsule is imported: ${outlookWords(state.imported)}.`}
          next="The capsule itself stays where it is. Delete it when you need it no longer."
        />
      );
  }
}
