import { sign } from 'node:crypto';
import type { Practice, PracticeUser } from './practice.ts';
import { ISSUER, stableId } from './practice.ts';
import { splitScope } from './scopes.ts';
import type { SigningKey } from './signingKey.ts';
import { SIGNING_KEY_ID } from './signingKey.ts';

/** What an access token is made of; times in seconds since the epoch. */
export interface AccessTokenFacts {
  jti: string;
  clientId: string;
  /** Fully-qualified, as it was granted. */
  scope: string | undefined;
  issuedAt: number;
  expiresAt: number;
  grant: string;
  /** Absent when the client itself is the subject. */
  user?: PracticeUser;
  sessionId?: string;
}

type Claims = Record<string, unknown>;

/** The values of `gtp`; those for the password, refresh and device grants are not published anywhere and are ours. */
const GRANT_CLAIMS: Record<string, string> = {
  client_credentials: 'cc',
  authorization_code: 'azc',
  password: 'ro',
  refresh_token: 'rt',
  'urn:ietf:params:oauth:grant-type:device_code': 'dc',
};

const ocid = (kind: string, name: string): string => `ocid1.${kind}.oc1..${stableId(name)}`;

function tenantClaims({ domainUrl, tenant }: Practice): Claims {
  return {
    iss: ISSUER,
    tenant_iss: domainUrl,
    tenant,
    'user.tenant.name': tenant,
    client_tenantname: tenant,
    ca_guid: `cacct-${stableId('account')}`,
    ca_ocid: ocid('tenancy', 'account'),
    ca_name: 'practice',
    domain: 'Practice',
    domain_id: ocid('domain', 'domain'),
    domain_home: 'us-ashburn-1',
    region_name: 'us-ashburn-idcs-1',
    primTenant: false,
    opc: false,
  };
}

function clientClaims(practice: Practice, clientId: string): Claims {
  return {
    client_id: clientId,
    client_name: practice.clients.find((client) => client.clientId === clientId)?.name,
    client_guid: stableId(`app ${clientId}`),
    client_ocid: ocid('domainapp', clientId),
  };
}

function userClaims({ tenant }: Practice, user: PracticeUser, sessionId: string | undefined): Claims {
  return {
    user_id: user.id,
    user_ocid: ocid('user', user.userName),
    user_displayname: user.displayName,
    user_tenantname: tenant,
    user_lang: 'en',
    user_locale: 'en',
    user_tz: 'UTC',
    userAppRoles: ['Authenticated'],
    groups: user.groups,
    amr: ['USERNAME_PASSWORD'],
    idp_type: 'LOCAL',
    idp_name: 'UserNamePassword',
    ...(sessionId === undefined ? {} : { sid: sessionId, sidle: 480 }),
  };
}

/** Several scopes of one token are joined in one string; one audience is a string and several are an array. */
export function accessTokenClaims(practice: Practice, facts: AccessTokenFacts): Claims {
  const { resource, bare } = splitScope(facts.scope, practice.resources);
  const subject =
    facts.user === undefined
      ? { sub: facts.clientId, sub_type: 'client', clientAppRoles: ['Authenticated Client'] }
      : {
          sub: facts.user.userName,
          sub_type: 'user',
          ...userClaims(practice, facts.user, facts.sessionId),
        };
  return {
    ...subject,
    sub_mappingattr: 'userName',
    user_isAdmin: false,
    ...tenantClaims(practice),
    ...clientClaims(practice, facts.clientId),
    tok_type: 'AT',
    gtp: GRANT_CLAIMS[facts.grant],
    aud: resource?.audience ?? [practice.domainUrl, ISSUER],
    ...(resource === undefined ? {} : { resource_app_id: resource.id }),
    scope: bare.filter((scope) => scope !== 'offline_access').join(' '),
    iat: facts.issuedAt,
    exp: facts.expiresAt,
    jti: facts.jti,
  };
}

/** An identity token with what an identity domain adds to the standard claims; `aud` names the issuer beside the client. */
export function identityTokenClaims(practice: Practice, standard: Claims, user: PracticeUser): Claims {
  return {
    ...standard,
    sub: user.userName,
    sub_mappingattr: 'userName',
    tok_type: 'IT',
    iss: ISSUER,
    tenant_iss: practice.domainUrl,
    aud: [ISSUER, standard['aud']],
    azp: standard['aud'],
    authn_strength: 2,
    ...userClaims(practice, user, undefined),
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWS, RS256. The header's order and its missing `typ` are those of identity domains: tokens begin `eyJ4NXQ`. */
export function signToken({ privateKey, thumbprints }: SigningKey, claims: Claims): string {
  const header = {
    'x5t#S256': thumbprints.sha256,
    x5t: thumbprints.sha1,
    kid: SIGNING_KEY_ID,
    alg: 'RS256',
  };
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}
