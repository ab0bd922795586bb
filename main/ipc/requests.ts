import type { Emit } from '#contract/events.ts';
import { createCancellations } from '../core/oauth/tokens/inFlight.ts';
import type { TokenDesk } from '../core/oauth/tokens/tokenDesk.ts';
import { requireUnlocked } from '../core/records.ts';
import type { FileDialogs } from '../core/files.ts';
import { createBodyShelf } from '../core/request/bodyShelf.ts';
import type { RequestDesk } from '../core/request/currentToken.ts';
import { createReplyShelf } from '../core/request/replyShelf.ts';
import { requestCurlOf } from '../core/request/requestCurl.ts';
import type { RequestHistory } from '../core/request/requestHistory.ts';
import { listRequests, removeRequest, saveRequest } from '../core/request/savedRequests.ts';
import { sendRequest } from '../core/request/sendRequest.ts';
import { saveReply, sendToFile } from '../core/request/saveToFile.ts';
import type { Handlers } from './handlers.ts';
import type { Reveals } from './reveals.ts';

export interface RequestDeps {
  /** The one that the area `tokens` uses too. */
  desk: TokenDesk;
  /** Filled by the transport, which sees failed exchanges as well. */
  history: RequestHistory;
  emit: Emit;
  reveals: Pick<Reveals, 'requireRecent' | 'copy'>;
  files: Pick<FileDialogs, 'create'>;
}

interface RequestArea {
  handlers: Pick<Handlers, Extract<keyof Handlers, `requests.${string}`>>;
  /** Ends what is under way and forgets what was seen. */
  onLocked: () => void;
}

/** The calls of the area `requests`. */
export function createRequestHandlers({ desk, history, emit, reveals, files }: RequestDeps): RequestArea {
  const { records } = desk;
  const cancellations = createCancellations();
  const shelf = createBodyShelf(desk.newId);
  const replies = createReplyShelf(desk.newId);
  const requestDesk: RequestDesk = {
    ...desk,
    fetching: new Map(),
    onTokens: (connectionId) => emit('tokens.changed', { connectionId }),
  };
  return {
    handlers: {
      'requests.send': ({ request, requestId, bodyInPieces }) =>
        cancellations.run(requestId, (signal) =>
          sendRequest(requestDesk, request, { signal, replies, shelf: bodyInPieces === true ? shelf : undefined }),
        ),
      'requests.bodyPiece': ({ id }) => {
        requireUnlocked(records);
        return shelf.take(id);
      },
      'requests.saveReply': async ({ id }) => {
        requireUnlocked(records);
        return { fileName: await saveReply(records, files, replies.find(id)) };
      },
      'requests.sendToFile': ({ request, requestId, bodyInPieces, exchangeId }) =>
        cancellations.run(requestId, (signal) =>
          sendToFile(requestDesk, request, {
            signal,
            shelf: bodyInPieces === true ? shelf : undefined,
            replies,
            files,
            earlierHeaders: history.list().find(({ id }) => id === exchangeId)?.response?.headers ?? [],
            onProgress: (progress) => {
              if (requestId !== undefined) emit('requests.progress', { ...progress, requestId });
            },
          }),
        ),
      'requests.cancel': ({ requestId }) => ({ cancelled: cancellations.cancel(requestId) }),
      'requests.save': (input) => saveRequest(desk, input),
      'requests.list': () => listRequests(records),
      'requests.remove': async ({ id }) => {
        await removeRequest(records, id);
        return { removed: true };
      },
      'requests.history': ({ connectionId }) => {
        requireUnlocked(records);
        return history.list(connectionId);
      },
      'requests.curl': ({ request, reveal }) => {
        if (reveal) reveals.requireRecent();
        return { curl: requestCurlOf(records, request, reveal) };
      },
      'requests.copyCurl': ({ request }) => reveals.copy(() => requestCurlOf(records, request, true)),
    },
    onLocked: () => {
      cancellations.cancelAll();
      history.clear();
      shelf.clear();
      replies.clear();
    },
  };
}
