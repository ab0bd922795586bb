import type { GrantType } from '#contract/connection.ts';
import { PLACES } from '../places.ts';
import { firstOf, holdsCredentials, issued, issuedWithRefresh } from '../seen.ts';
import { isClientAlone, usesSecret } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { never } from '../template.ts';
import type { StepTemplate, Telling } from '../template.ts';

/** How the console calls each grant, and its value of `grant_type`. No box was found for a token exchange. */
const GRANTS: Record<GrantType, { box?: string; value: string }> = {
  client_credentials: { box: 'Client credentials', value: 'client_credentials' },
  password: { box: 'Resource owner', value: 'password' },
  authorization_code: { box: 'Authorization code', value: 'authorization_code' },
  jwt_bearer: { box: 'JWT assertion', value: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
  saml2_bearer: { box: 'SAML2 assertion', value: 'urn:ietf:params:oauth:grant-type:saml2-bearer' },
  device_code: { box: 'Device code', value: 'urn:ietf:params:oauth:grant-type:device_code' },
  token_exchange: { value: 'urn:ietf:params:oauth:grant-type:token-exchange' },
  tls_client_auth: { box: 'TLS client authentication', value: 'tls_client_auth' },
  tls_cert_auth: { box: 'TLS client authentication', value: 'tls_cert_auth' },
  refresh_token: { box: 'Refresh token', value: 'refresh_token' },
};

function tellRegister({ method, api }: Situation): Telling {
  const isPublic = method === 'none';
  const kind = isPublic ? 'Mobile Application' : 'Confidential Application';
  return {
    title: isPublic ? 'Add a mobile application for this client' : 'Add a confidential application for this client',
    why: isPublic
      ? 'The type decides how the client authenticates, and only this type works without a secret.'
      : 'The connection signs in as an application of its own; the one that came with the service is not meant for that.',
    details: [
      `Add an application of the type ${kind}, and name it after what it is for and where.`,
      'Configure it as a client. What follows belongs into that part, and can be changed later by editing the OAuth configuration.',
      ...(isPublic ? ['A client without a secret cannot use client credentials or a user’s password.'] : []),
      ...(api === 'utilities'
        ? [
            'Up to release 25.9 of Oracle Utilities such clients were made by Oracle on a service request; since 25.10 you add them yourself.',
          ]
        : []),
    ],
    consolePath: PLACES.addApplication,
  };
}

function tellGrant({ grant }: Situation): Telling {
  const { box, value } = GRANTS[grant];
  if (box === undefined) {
    return {
      title: 'Have the grant allowed for the application',
      why: 'A grant that an application was not given is refused, however right all the rest is.',
      details: [
        `Ask the administrator of the domain to allow \`${value}\` for this application. We know of no place in the console where it is ticked.`,
      ],
    };
  }
  return {
    title: `Tick “${box}” among the allowed grant types`,
    why: 'Each grant is allowed one by one, and one that is not ticked is refused, however right all the rest is.',
    details: [
      `Tick ${box}, and submit the form.`,
      ...(grant === 'password'
        ? ['This grant hands the user’s password to the application. Keep it for tests and for users made for them.']
        : []),
      ...(grant === 'tls_client_auth' || grant === 'tls_cert_auth'
        ? [
            'The domain’s documents and its metadata differ on the value of `grant_type`: if `tls_client_auth` is refused, try `tls_cert_auth`, and the other way round.',
          ]
        : []),
    ],
    consolePath: PLACES.grantTypes,
  };
}

/** Steps about the application: that it exists, and what it may do. */
export const CLIENT_STEPS: StepTemplate[] = [
  {
    id: 'client.register',
    place: 'client',
    tell: {
      'identity-domain': tellRegister,
      other: ({ method }) => ({
        title: method === 'none' ? 'Register a public client' : 'Register a confidential client',
        why: 'The server issues tokens to clients that it knows, RFC 6749 §2.',
        details: [
          `Register the client as ${method === 'none' ? 'public' : 'confidential'}, RFC 6749 §2.1.`,
          `Its way to authenticate (\`token_endpoint_auth_method\`, RFC 7591 §2) has to be \`${method}\`, as in this connection.`,
        ],
      }),
    },
    findings: ['client.auth-method'],
    seen: issued,
  },
  {
    id: 'client.grant',
    place: 'client',
    tell: {
      'identity-domain': tellGrant,
      other: ({ grant }) => ({
        title: 'Allow the client this grant',
        why: 'A server refuses a grant that a client is not registered for with `unauthorized_client`, RFC 6749 §5.2.',
        details: [
          `The client’s \`grant_types\` (RFC 7591 §2) have to hold \`${GRANTS[grant].value}\`.`,
          ...(grant === 'authorization_code' ? ['Its `response_types` have to hold `code`.'] : []),
        ],
      }),
    },
    findings: ['client.grant-not-allowed', 'grant.unsupported'],
    seen: issued,
  },
  {
    id: 'client.refresh',
    place: 'client',
    tell: {
      'identity-domain': ({ grant, wantsRefresh }) =>
        wantsRefresh && grant !== 'refresh_token'
          ? {
              title: 'Tick “Refresh token” as well',
              why: 'Refreshing is a grant too: the application needs it besides the one that brings the first token.',
              details: ['Tick Refresh token in the same list, and submit the form.'],
              consolePath: PLACES.grantTypes,
            }
          : undefined,
      other: ({ grant, wantsRefresh }) =>
        wantsRefresh && grant !== 'refresh_token'
          ? {
              title: 'Allow the client to refresh',
              why: 'Refreshing is a grant too, RFC 6749 §6.',
              details: ['The client’s `grant_types` have to hold `refresh_token` besides the first grant.'],
            }
          : undefined,
    },
    findings: ['scope.refresh-not-enabled'],
    seen: issuedWithRefresh,
  },
  {
    id: 'client.network',
    place: 'client',
    tell: {
      'identity-domain': () => ({
        title: 'See that this machine may ask',
        why: 'An application, or the whole domain, can take requests from certain networks only.',
        details: [
          'Look at the client IP address: Anywhere, or a network perimeter that holds the address under which this machine is seen. With a proxy or VPN that is theirs.',
          'The perimeters themselves stand under Security → Network perimeters of the domain.',
        ],
        consolePath: PLACES.network,
      }),
      other: never,
    },
    findings: ['client.network-perimeter'],
    seen: issued,
  },
  {
    id: 'client.activate',
    place: 'client',
    tell: {
      'identity-domain': () => ({
        title: 'Activate the application',
        why: 'A new application is inactive, and is then refused as if its secret were wrong.',
        details: ['Choose Activate in the menu Actions of the application, and confirm.'],
        consolePath: PLACES.activate,
      }),
      other: never,
    },
    findings: ['client.inactive'],
    seen: issued,
  },
  {
    id: 'client.credentials',
    place: 'client',
    tell: {
      'identity-domain': (situation) => ({
        ...tellCredentials(situation),
        consolePath: PLACES.general,
      }),
      other: tellCredentials,
    },
    gives: [{ name: 'client ID', into: 'Client ID, to compare', read: ({ clientId }) => clientId }],
    findings: ['client.credentials-wrong', 'input.secret-damaged'],
    seen: firstOf(issued, holdsCredentials),
  },
];

function tellCredentials(situation: Situation): Telling {
  const clientId = { name: 'Client ID', into: 'Client ID' };
  if (!usesSecret(situation)) {
    return {
      title: 'Copy the client ID',
      why: 'It names the client in every request; this one has no secret to go with it.',
      details: ['Copy the client ID into the connection, without anything around it.'],
      takes: [clientId],
    };
  }
  return {
    title: 'Copy the client ID and the client secret',
    why: isClientAlone(situation)
      ? 'They are all that this grant shows to the server, and every character counts.'
      : 'They show who asks, whoever the user is, and every character counts.',
    details: [
      'Copy both into the connection. A line break or a blank that comes along makes the secret a wrong one.',
      'A new secret makes the old one worthless at once: give it to everybody else who uses this client too.',
    ],
    takes: [clientId, { name: 'Client secret', into: 'Client secret' }],
  };
}
