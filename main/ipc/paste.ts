import { Failure } from '../core/failure.ts';
import { connectionToSave, requestToFill } from '../core/paste/accept.ts';
import type { Material } from '../core/paste/material.ts';
import { presentPaste } from '../core/paste/present.ts';
import { requireUnlocked } from '../core/records.ts';
import type { Records } from '../core/records.ts';
import type { RecognizePaste } from '../paste/recognizePaste.ts';
import type { Handlers } from './handlers.ts';

/** How long the secrets of what was recognised wait for somebody to accept it. */
const KEPT_MS = 10 * 60_000;

interface PasteDeps {
  records: Records;
  newId: () => string;
  recognize: RecognizePaste;
  save: Handlers['connections.save'];
}

interface Kept {
  pasteId: string;
  offers: readonly Material[];
  timer: NodeJS.Timeout;
}

type PasteCalls = Extract<keyof Handlers, `paste.${string}`>;

/** The calls that recognise what was pasted. One paste is kept at a time: until the next, its acceptance, the lock, or ten minutes. */
export function createPasteHandlers({ records, newId, recognize, save }: PasteDeps): {
  handlers: Pick<Handlers, PasteCalls>;
  onLocked: () => void;
} {
  let kept: Kept | undefined;
  const forget = (): boolean => {
    clearTimeout(kept?.timer);
    const was = kept !== undefined;
    kept = undefined;
    return was;
  };
  const offerOf = (pasteId: string, offerId: string): Material => {
    const offer = kept?.pasteId === pasteId ? kept.offers[Number(offerId)] : undefined;
    if (offer !== undefined) return offer;
    throw new Failure('input.not-found', 'What you pasted is no longer kept here. Paste it again.', {
      field: 'pasteId',
    });
  };
  return {
    handlers: {
      'paste.recognize': async ({ text }) => {
        requireUnlocked(records);
        forget();
        const found = await recognize(text);
        // The vault may have locked meanwhile, and another paste may have come.
        requireUnlocked(records);
        forget();
        const reading = presentPaste(found, newId());
        if (reading.pasteId !== undefined) {
          kept = { pasteId: reading.pasteId, offers: found.offers, timer: setTimeout(forget, KEPT_MS).unref() };
        }
        return reading;
      },
      'paste.accept': async ({ pasteId, offerId, connection, withOwnToken }) => {
        requireUnlocked(records);
        const offer = offerOf(pasteId, offerId);
        switch (offer.kind) {
          case 'connection': {
            const { id } = await save({ connection: connectionToSave(offer, connection) });
            // Another paste may have come meanwhile.
            if (kept?.pasteId === pasteId) forget();
            const { request } = offer;
            const filled = request === undefined ? {} : { request: requestToFill(request, false) };
            return { kind: 'connection', connectionId: id, ...filled };
          }
          case 'request':
            forget();
            return { kind: 'request', request: requestToFill(offer, withOwnToken === true) };
          case 'inspect':
          case 'diagnose':
          case 'key':
            throw new Failure('input.invalid', 'Nothing is kept for this offer.', { field: 'offerId' });
        }
      },
      'paste.forget': () => ({ forgotten: forget() }),
    },
    onLocked: () => void forget(),
  };
}
