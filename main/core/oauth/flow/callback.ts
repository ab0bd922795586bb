import {
  AuthorizationResponseError,
  OperationProcessingError,
  UnsupportedOperationError,
  validateAuthResponse,
} from 'oauth4webapi';
import type { FlowCheck } from '#contract/flow.ts';
import { Failure } from '../../failure.ts';
import { endpointOf } from '../connection/endpoints.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import { checkCallbackIssuer } from './issuer.ts';
import type { IssuerFacts } from './issuer.ts';
import type { Verdict } from './ports.ts';

/** What a callback that belongs to the flow says, RFC 6749 §4.1.2. */
export type Callback = { kind: 'code'; code: string } | { kind: 'error'; error: string; errorDescription?: string };

/**
 * Whether a request to the redirect URI belongs to the flow: by its state alone, which must be there once and be the right one. Whatever
 * else is wrong with a callback that belongs ends the flow; what does not belong is not looked at.
 */
export function judgeCallback(parameters: URLSearchParams, state: string): Verdict {
  const [given, ...others] = parameters.getAll('state');
  if (given !== state || others.length > 0) return 'foreign';
  return parameters.has('code') && !parameters.has('error') ? 'accepted' : 'refused';
}

export function stateMismatch(): Failure {
  return new Failure(
    'protocol.state-mismatch',
    'This answer does not belong to the sign-in that is under way: its state is another one. Nothing was taken from it.',
  );
}

/** The checks of a callback that belongs to the flow. */
export function checksOf(facts: IssuerFacts, parameters: URLSearchParams): FlowCheck[] {
  return [
    { name: 'state', result: 'pass', detail: 'The value that was sent came back unchanged.' },
    checkCallbackIssuer(facts, parameters.get('iss') ?? undefined),
  ];
}

/** Reads it. Throws `protocol.issuer-mismatch`, `protocol.state-mismatch` and `protocol.unexpected-reply`. */
export function readCallback(
  connection: StoredConnection,
  facts: IssuerFacts,
  parameters: URLSearchParams,
  state: string,
): Callback {
  if (judgeCallback(parameters, state) === 'foreign') throw stateMismatch();
  const issuer = parameters.get('iss') ?? undefined;
  if (checkCallbackIssuer(facts, issuer).result === 'fail') throw issuerMismatch(connection, issuer);
  const server = { issuer: issuer ?? endpointOf(connection, 'authorization').origin };
  try {
    const code = validateAuthResponse(server, { client_id: connection.clientId }, parameters, state).getAll('code');
    if (code.length !== 1 || code[0] === undefined || code[0] === '')
      throw unexpected('It holds no code, and no error.');
    return { kind: 'code', code: code[0] };
  } catch (error) {
    if (error instanceof AuthorizationResponseError) {
      const { error: word, error_description: errorDescription } = error;
      return { kind: 'error', error: word, ...(errorDescription === undefined ? {} : { errorDescription }) };
    }
    if (error instanceof OperationProcessingError || error instanceof UnsupportedOperationError) {
      throw unexpected('It breaks the standard.', error);
    }
    throw error;
  }
}

function issuerMismatch(connection: StoredConnection, issuer: string | undefined): Failure {
  const message =
    issuer === undefined
      ? 'The answer does not say which server it comes from, although this server promises that all of its answers do. It may come from another one, so its code was not used.'
      : 'The answer comes from another server than the one that was asked, so its code was not used.';
  return new Failure('protocol.issuer-mismatch', message, {
    details: { host: endpointOf(connection, 'authorization').host },
  });
}

function unexpected(reason: string, cause?: unknown): Failure {
  return new Failure(
    'protocol.unexpected-reply',
    `The answer that came back from the browser cannot be used. ${reason}`,
    {
      cause,
    },
  );
}
