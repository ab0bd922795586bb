import type { PasteOffer, PasteReading } from '#contract/paste.ts';
import { mergeConnection, presentConnection } from '../oauth/connection/connection.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { Material, Recognized } from './material.ts';

/** What was recognised as the page may know it: no secret, only that it is there. `pasteId` is where main keeps the rest. */
export function presentPaste({ kind, facts, notes, offers }: Recognized, pasteId: string): PasteReading {
  const isKept = offers.some((offer) => offer.kind === 'connection' || offer.kind === 'request');
  return { kind, ...(isKept ? { pasteId } : {}), facts, notes, offers: offers.map(presentOffer) };
}

function presentOffer(offer: Material, index: number): PasteOffer {
  const offerId = String(index);
  switch (offer.kind) {
    case 'connection': {
      const { input, missing, notes } = offer;
      const connection = presentConnection(mergeConnection(input, undefined, { id: '', now: 0, key: {} }));
      return { kind: 'connection', offerId, connection, missing, notes };
    }
    case 'request': {
      const { method, url } = offer.request;
      const hasToken = offer.authorization !== undefined;
      return { kind: 'request', offerId, method, url: forTheEye(url), hasToken, notes: offer.notes };
    }
    case 'inspect':
    case 'diagnose':
    case 'key':
      return { kind: offer.kind };
  }
}

/** Without its query: whoever looks for a call knows it by its path, and what stands after it may be a secret under any name. */
const forTheEye = (url: string): string =>
  createRedactor([]).url(url.replace(/[?#&=;\s][\s\S]*$/, (rest) => (rest.startsWith('?') ? '?…' : '…')));
