import type { IncomingMessage } from 'node:http';
import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { ISSUER } from './practice.ts';
import { words } from './scopes.ts';

export type ApiArea = 'rest' | 'soap';

/** Why a call is not let in, with the challenge of RFC 6750 section 3. */
export interface AccessRefusal {
  status: 401 | 403;
  title: string;
  challenge: string;
}

export type Access = { kind: 'allowed'; subject: string } | { kind: 'refused'; refusal: AccessRefusal };

const REALM = 'realm="Practice Utilities"';

function refuse(status: 401 | 403, error: string, title: string): Access {
  return {
    kind: 'refused',
    refusal: { status, title, challenge: `Bearer ${REALM}, error="${error}", error_description="${title}"` },
  };
}

const noToken: Access = {
  kind: 'refused',
  refusal: { status: 401, title: 'The request carries no access token.', challenge: `Bearer ${REALM}` },
};

function explain(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return 'The access token has expired.';
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return cause.claim === 'aud'
      ? 'The access token was issued for another audience.'
      : `The claim ${cause.claim} of the access token is not right.`;
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the access token is not valid.';
  return 'The access token is not one of the practice domain.';
}

/** Checks tokens as a resource server does: without asking the domain, by signature, times, issuer, audience and scope. */
export function createAccessCheck(publicKey: KeyObject, audience: string) {
  return async (request: IncomingMessage, area: ApiArea): Promise<Access> => {
    const [scheme, token, ...rest] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return noToken;
    if (rest.length > 0) return refuse(401, 'invalid_token', 'The Authorization header holds more than one token.');
    try {
      const { payload } = await jwtVerify(token, publicKey, { issuer: ISSUER, audience, algorithms: ['RS256'] });
      const scope = typeof payload['scope'] === 'string' ? payload['scope'] : '';
      const isInScope = words(scope).some((granted) => granted === '/*' || granted === `/${area}/*`);
      if (!isInScope) return refuse(403, 'insufficient_scope', `The access token lacks the scope /${area}/*.`);
      return { kind: 'allowed', subject: payload.sub ?? '' };
    } catch (cause) {
      return refuse(401, 'invalid_token', explain(cause));
    }
  };
}
