import { Failure } from '../failure.ts';
import { isLoopbackHost } from '../oauth/connection/loopback.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import { URL_FIELD } from './address.ts';

function refuse(sentence: string): Failure {
  return new Failure('input.invalid', sentence, { field: URL_FIELD });
}

/**
 * Lets a token of this connection go to this address, or throws `input.invalid`. A token goes over https or to this machine; and where
 * the connection says where its API is, it goes there and to the domain that issued it, so that a pasted or imported address
 * cannot carry it away.
 */
export function requireReach(url: URL, connection: StoredConnection): void {
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
    throw refuse('A token is sent over https only: over plain http anybody on the way could read it. Use https://.');
  }
  const { baseUrl } = connection.api;
  if (baseUrl === undefined) return;
  const apiOrigin = new URL(baseUrl).origin;
  const known = [apiOrigin, ...(connection.domainUrl === undefined ? [] : [new URL(connection.domainUrl).origin])];
  if (known.includes(url.origin)) return;
  throw refuse(
    `The token of “${connection.name}” goes to ${apiOrigin} only, and this address is on ${url.origin}. ` +
      'Correct the address, change the API address of the connection, or send without a token.',
  );
}
