import { PLACES } from '../places.ts';
import {
  clocksAgree,
  firstOf,
  holdsAssertion,
  holdsKey,
  holdsOfflineAccess,
  holdsRefreshToken,
  holdsScope,
  holdsSubjectToken,
  issued,
  issuedForScope,
} from '../seen.ts';
import { choosesScope, needsKey, sendsAssertion, usesMutualTls } from '../situation.ts';
import type { Situation } from '../situation.ts';
import type { StepTemplate, Telling } from '../template.ts';

function tellKey(situation: Situation): Telling | undefined {
  if (!needsKey(situation)) return undefined;
  const isDomain = situation.server === 'identity-domain';
  const key = { name: 'File of the key', into: 'Private key' };
  if (usesMutualTls(situation)) {
    return {
      title: 'Give the connection the certificate and its key',
      why: 'They are shown in the TLS handshake; the key stays in the vault.',
      details: [
        'Drop the PEM or PFX file on the form. The certificate has to be the very one that was imported.',
        isDomain
          ? 'The request goes to the secure host of the domain, which Grantsmith reads from the domain’s metadata.'
          : 'If the server has a host of its own for this (RFC 8705 §5), Grantsmith reads it from the metadata.',
      ],
      takes: [key, { name: 'Certificate', into: 'Certificate' }],
    };
  }
  return {
    title: 'Give the connection the key and its name',
    why: 'An assertion that names no key, by key ID or thumbprint, cannot be matched with a certificate.',
    details: [
      'Drop the key file on the form, and enter the key ID.',
      isDomain
        ? 'Identity domains take RS256 alone. As audience they take `https://identity.oraclecloud.com/`, with the slash at its end.'
        : 'The audience is the token endpoint or the issuer of the server, RFC 7523 §3.',
      ...(situation.grant === 'jwt_bearer' && situation.method !== 'private_key_jwt'
        ? ['If you were given a finished assertion, enter that in place of a key.']
        : []),
    ],
    takes: [key],
  };
}

const ADMIN_SCOPE =
  'For the administration API the scope is `urn:opc:idm:__myscopes__`, which is complete without an audience.';

function tellScope(situation: Situation): Telling | undefined {
  if (!choosesScope(situation)) return undefined;
  if (situation.server === 'other') {
    return {
      title: 'Enter the scope',
      why: 'The token is good for what was asked for, RFC 6749 §3.3.',
      details: ['Take the scope from the documentation of the API. Several stand with a blank between them.'],
      takes: [{ name: 'Scope', into: 'Scope' }],
    };
  }
  if (situation.api === 'administration') {
    return {
      title: 'Enter the scope',
      why: 'A token is issued for a named scope only.',
      details: [ADMIN_SCOPE, 'It stands alone, without the scope of another service.'],
      takes: [{ name: 'Scope', into: 'Scope' }],
    };
  }
  return {
    title: 'Enter the scope as one text',
    why: 'A scope is the primary audience followed by the scope of the API, with nothing between them, and a token is issued for a named scope only.',
    details: [
      'Copy it from the resources of the application, where both stand joined. The form joins them too, from audience and kind.',
      'Ask for one service at a time, and take the scope of the environment that you call.',
      ...(situation.api === 'unknown' ? [ADMIN_SCOPE] : []),
      'Bare `urn:opc:resource:consumer::all` stands alone, and works only if Authorized resources is set to All.',
    ],
    consolePath: PLACES.resources,
    takes: [{ name: 'Scope', into: 'Scope' }],
  };
}

/** Steps in Grantsmith itself. */
export const CONNECTION_STEPS: StepTemplate[] = [
  {
    id: 'connection.key',
    place: 'connection',
    tell: { 'identity-domain': tellKey, other: tellKey },
    findings: ['client.assertion-invalid'],
    seen: firstOf(issued, holdsKey),
  },
  {
    id: 'connection.scope',
    place: 'connection',
    tell: { 'identity-domain': tellScope, other: tellScope },
    gives: [{ name: 'scope', into: 'Scope, to compare', read: ({ scope }) => scope }],
    findings: ['scope.missing', 'scope.invalid', 'scope.mixed-audiences'],
    seen: firstOf(issuedForScope, holdsScope),
  },
  {
    id: 'connection.offline-access',
    place: 'connection',
    tell: { 'identity-domain': tellOffline, other: tellOffline },
    findings: ['scope.no-offline-access'],
    seen: holdsOfflineAccess,
  },
  {
    id: 'connection.assertion',
    place: 'connection',
    tell: { 'identity-domain': tellAssertion, other: tellAssertion },
    findings: ['grant.assertion-invalid'],
    seen: holdsAssertion,
  },
  {
    id: 'connection.subject-token',
    place: 'connection',
    tell: { 'identity-domain': tellSubjectToken, other: tellSubjectToken },
    findings: [],
    seen: holdsSubjectToken,
  },
  {
    id: 'connection.refresh-token',
    place: 'connection',
    tell: { 'identity-domain': tellRefreshToken, other: tellRefreshToken },
    findings: ['input.wrong-token-kind', 'grant.refresh-reused', 'grant.refresh-expired', 'grant.refresh-unanswered'],
    seen: holdsRefreshToken,
  },
  {
    id: 'connection.clock',
    place: 'connection',
    tell: { 'identity-domain': tellClock, other: tellClock },
    findings: ['clock.skew'],
    seen: clocksAgree,
  },
  {
    id: 'connection.token',
    place: 'connection',
    tell: { 'identity-domain': tellToken, other: tellToken },
    findings: [],
    seen: issued,
  },
];

function tellOffline({ grant, wantsRefresh, server }: Situation): Telling | undefined {
  if (!wantsRefresh || grant === 'refresh_token') return undefined;
  return {
    title: 'Ask for offline_access',
    why: 'A refresh token comes only if the first request asks for it, OpenID Connect Core §11.',
    details: [
      'Tick `offline_access` at the scope of the connection.',
      ...(server === 'other' ? ['Some servers give a refresh token without it, or under a scope of their own.'] : []),
    ],
  };
}

function tellAssertion({ grant }: Situation): Telling | undefined {
  if (grant !== 'saml2_bearer') return undefined;
  return {
    title: 'Enter the assertion',
    why: 'It takes the place of the user’s sign-in, and lives for a few minutes only.',
    details: ['Paste the XML of the assertion or its base64. It is encoded as RFC 7522 §2.1 wants it.'],
    takes: [{ name: 'Assertion', into: 'SAML assertion' }],
  };
}

function tellSubjectToken({ grant }: Situation): Telling | undefined {
  if (grant !== 'token_exchange') return undefined;
  return {
    title: 'Enter the subject token and its type',
    why: 'The server reads the token by the type that is said of it, RFC 8693 §3.',
    details: ['Enter the token to be exchanged, its type, and the type that you want in return.'],
    takes: [
      { name: 'Token to be exchanged', into: 'Subject token' },
      { name: 'Its type', into: 'Subject token type' },
    ],
  };
}

function tellRefreshToken({ grant }: Situation): Telling | undefined {
  if (grant !== 'refresh_token') return undefined;
  return {
    title: 'Enter the newest refresh token',
    why: 'A refresh token can be good for a single use: the one that came last is the one that works.',
    details: [
      'Take `refresh_token` from the last reply, not `access_token`, and see that it is complete: an `=` at its end belongs to it.',
      'Take the client that it was issued to, RFC 6749 §6.',
      'Let no other program use the same refresh token.',
    ],
    takes: [{ name: 'refresh_token', into: 'Refresh token' }],
  };
}

function tellClock(situation: Situation): Telling | undefined {
  if (!sendsAssertion(situation)) return undefined;
  return {
    title: 'Let the clock of this machine be right',
    why: 'An assertion is good from one time to another, and the server judges that by its own clock.',
    details: ['Set the clock by time synchronisation (NTP). The status bar shows how far the clocks are apart.'],
  };
}

function tellToken(): Telling {
  return {
    title: 'Get a token, and read it',
    why: 'A token that is issued proves the steps before it, but for those at the API.',
    details: [
      'Press “Get token” in the tab Token.',
      'Look in the tab Inspect whether `aud` names the API that you call, and `scope` what you need there.',
      'Then send a request in the tab Request: only that proves the steps at the API.',
    ],
  };
}
