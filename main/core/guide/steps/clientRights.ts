import { PLACES } from '../places.ts';
import { cameBack, issued, issuedForScope } from '../seen.ts';
import { choosesScope, needsKey, usesMutualTls } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { never } from '../template.ts';
import type { StepTemplate, Telling } from '../template.ts';

/** What to tick in the list of scopes. */
const SCOPE_WORDS: Record<Situation['api'], string> = {
  utilities: 'Add the service, then its scope: `/rest/*` for REST, `/soap/*` for SOAP, `/*` for both.',
  integration:
    'Add the service, then `urn:opc:resource:consumer::all` with its host in front for integrations, `/ic/api/` for the API of Oracle Integration.',
  administration: '',
  unknown: 'Add the service that you call, then the scope of the part that you need.',
};

function tellCertificate(situation: Situation): Telling | undefined {
  if (!needsKey(situation)) return undefined;
  return {
    title: 'Make the client trusted and import its certificate',
    why: usesMutualTls(situation)
      ? 'The domain compares the certificate of the TLS connection with the ones that were imported for the client.'
      : 'The domain checks the signature with the certificate that was imported under the alias that the assertion names.',
    details: [
      'Set the client type to Trusted.',
      'Import the certificate (never the private key) and give it an alias. The alias is the key ID, capital letters included.',
      ...(situation.grant === 'jwt_bearer'
        ? ['The certificate has to be the one of the key that signs the user assertion.']
        : []),
    ],
    consolePath: PLACES.certificate,
    takes: [{ name: 'Alias of the certificate', into: 'Key ID (kid)' }],
  };
}

function tellKeyToServer(situation: Situation): Telling | undefined {
  if (!needsKey(situation)) return undefined;
  const isTls = usesMutualTls(situation);
  return {
    title: isTls ? 'Register the client’s certificate' : 'Register the client’s public key',
    why: isTls
      ? 'The server compares the certificate of the TLS connection with what it knows of the client, RFC 8705 §2.'
      : 'The server verifies the signed assertion with a key that it knows, RFC 7523 §3.',
    details: isTls
      ? ['Register its subject (`tls_client_auth_subject_dn`), or the certificate itself if it is self-signed.']
      : [
          'Register the public key as `jwks` or by a `jwks_uri`, RFC 7591 §2.',
          ...(situation.grant === 'jwt_bearer'
            ? ['For the user assertion, the server has to trust its issuer and key, RFC 7523 §3.']
            : []),
          'Let the `kid` of that key be the key ID in the connection.',
        ],
    takes: [{ name: 'kid', into: 'Key ID (kid)' }],
  };
}

/** Steps about what the application may ask for, and how it is recognised. */
export const CLIENT_RIGHT_STEPS: StepTemplate[] = [
  {
    id: 'client.redirect',
    place: 'client',
    tell: {
      'identity-domain': ({ grant }) =>
        grant === 'authorization_code'
          ? {
              title: 'Register the redirect URI',
              why: 'The browser is sent back to a registered address only, and scheme, host, port, path and final slash have to be the same.',
              details: [
                'Choose a redirect URI with a fixed port for the connection, for instance `http://127.0.0.1:8765/callback`. Do not count on the domain taking any free port.',
                'Enter the same text as redirect URL of the application.',
                'For an address that begins with `http://`, tick “Allow HTTP URLs” (in older consoles “Allow non-HTTPS URLs”).',
              ],
              consolePath: PLACES.redirectUrl,
              takes: [{ name: 'Redirect URL', into: 'Redirect URI' }],
            }
          : undefined,
      other: ({ grant }) =>
        grant === 'authorization_code'
          ? {
              title: 'Register the redirect URI',
              why: 'The browser is sent back to a registered address only, compared character by character, RFC 6749 §3.1.2.3 and RFC 9700 §2.1.',
              details: [
                'Add it to the `redirect_uris` of the client.',
                'For a loopback address a server should take any port (RFC 8252 §7.3). If yours does not, give the connection a redirect URI with a fixed one.',
              ],
              takes: [{ name: 'Redirect URI', into: 'Redirect URI' }],
            }
          : undefined,
    },
    gives: [{ name: 'redirect URI', into: 'Redirect URL, to register', read: ({ grant }) => grant.redirectUri }],
    findings: [],
    seen: cameBack,
  },
  {
    id: 'client.certificate',
    place: 'client',
    tell: { 'identity-domain': tellCertificate, other: tellKeyToServer },
    gives: [{ name: 'key ID', into: 'Alias, as the connection has it', read: ({ clientAuth }) => clientAuth.keyId }],
    findings: ['client.certificate-not-registered', 'client.assertion-invalid'],
    seen: issued,
  },
  {
    id: 'client.scope',
    place: 'client',
    tell: {
      'identity-domain': (situation) =>
        choosesScope(situation) && situation.api !== 'administration'
          ? {
              title: 'Give the application the scope',
              why: 'A scope that exists is still refused to an application that it was not added to.',
              details: [
                'Leave Authorized resources at Specific.',
                SCOPE_WORDS[situation.api],
                'Submit the form: a scope that was chosen and not saved is not there.',
              ],
              consolePath: PLACES.addScope,
            }
          : undefined,
      other: (situation) =>
        choosesScope(situation)
          ? {
              title: 'Allow the client the scope',
              why: 'A server may refuse a scope to a client, or leave it out of the token, RFC 6749 §3.3.',
              details: ['Add the scope to those that the client may ask for.'],
            }
          : undefined,
    },
    findings: ['scope.not-granted', 'token.insufficient-scope'],
    seen: issuedForScope,
  },
  {
    id: 'client.roles',
    place: 'client',
    tell: {
      'identity-domain': (situation) =>
        choosesScope(situation) && situation.api === 'administration'
          ? {
              title: 'Give the application administrator roles',
              why: '`urn:opc:idm:__myscopes__` gives what the caller may do anyway: without a role that is next to nothing.',
              details: [
                'Add the application roles that the calls need, and no more.',
                ...(situation.grant === 'client_credentials'
                  ? []
                  : ['The user needs the role too: a token of a user cannot do more than the user.']),
              ],
              consolePath: PLACES.appRoles,
            }
          : undefined,
      other: never,
    },
    findings: ['api.role-missing'],
  },
];
