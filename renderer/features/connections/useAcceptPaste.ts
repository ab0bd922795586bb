import type { ConnectionInput } from '#contract/connection.ts';
import type { PasteAccepted } from '#contract/paste.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import type { Stores } from '../../stores.tsx';
import { showFailure, showUndo } from '../../ui/notices.tsx';
import { draftOf } from '../request/readRequest.ts';

interface Accepted {
  pasteId: string;
  offerId: string;
}

/** What a person does with what was pasted. Each answers the failure, or goes to where the result is. */
export function useAcceptPaste() {
  return actionsOf(useStores());
}

function actionsOf({ bench, connections, navigation, request }: Stores) {
  const undo = async (id: string): Promise<void> => {
    const result = await bench.connections.remove({ id });
    if (!result.ok) showFailure('The connection was not taken back', result.error);
    else navigation.go({ kind: 'start' });
  };
  const show = async (accepted: Extract<PasteAccepted, { kind: 'connection' }>): Promise<void> => {
    const { connectionId, request: call } = accepted;
    navigation.guard(false);
    await connections.reload();
    if (call !== undefined) request.fill(connectionId, draftOf(call));
    navigation.openConnection(connectionId, call === undefined ? 'token' : 'request');
    showUndo({
      title: 'Connection made',
      words:
        call === undefined
          ? 'It is in the vault. Get a token next.'
          : 'It is in the vault. Send the request next: it gets its token by itself.',
      undo: () => undo(connectionId),
    });
  };
  return {
    /** Saves it as it was pasted, or as the form made it. */
    connection: async ({ pasteId, offerId }: Accepted, fromForm?: ConnectionInput): Promise<ErrorReply | undefined> => {
      const { id: _new, ...connection } = fromForm ?? { id: undefined };
      const given = 'name' in connection ? { connection } : {};
      const result = await bench.paste.accept({ pasteId, offerId, ...given });
      if (!result.ok) {
        // What only memory has is there all the same: the notice above the page tells that the disk has not.
        const id = result.error.details?.['id'];
        if (typeof id !== 'string') return result.error;
        await show({ kind: 'connection', connectionId: id });
      } else if (result.value.kind === 'connection') await show(result.value);
      return undefined;
    },
    /** Puts the call into the request form of a connection. */
    request: async (
      { pasteId, offerId }: Accepted,
      connectionId: string,
      withOwnToken: boolean,
    ): Promise<ErrorReply | undefined> => {
      const result = await bench.paste.accept({ pasteId, offerId, withOwnToken });
      if (!result.ok) return result.error;
      if (result.value.kind !== 'request') return undefined;
      request.fill(connectionId, draftOf(result.value.request));
      navigation.openConnection(connectionId, 'request');
      return undefined;
    },
  };
}
