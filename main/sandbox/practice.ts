import { createHash } from 'node:crypto';

/** A resource application of the practice domain: a fully-qualified scope is its audience followed by one of its scopes. */
export interface Resource {
  id: string;
  name: string;
  audience: string;
  scopes: readonly string[];
}

export type PracticeGrant = 'client_credentials' | 'password' | 'authorization_code' | 'device_code';

/** A client application of the practice domain, with all that a connection needs. */
export interface SandboxClient {
  /** Stays the same from one start to the next; the secret does not. */
  key: string;
  name: string;
  note: string;
  clientId: string;
  /** Absent for a public client. */
  clientSecret?: string;
  grantType: PracticeGrant;
  /** What the connection asks for. */
  scope: string;
  /** What the client may ask for; fully-qualified. */
  allowedScopes: readonly string[];
  refreshAllowed: boolean;
  username?: string;
  password?: string;
  redirectUris?: readonly string[];
}

export interface PracticeUser {
  userName: string;
  password: string;
  id: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email: string;
  groups: readonly string[];
}

/** All that the practice domain knows: the addresses, who may sign in, which clients and resources there are. */
export interface Practice {
  domainUrl: string;
  apiOrigin: string;
  apiUrl: string;
  tenant: string;
  resources: readonly Resource[];
  clients: readonly SandboxClient[];
  users: readonly PracticeUser[];
}

/** The issuer that every identity domain names unless an administrator set another: the same text for all of them. */
export const ISSUER = 'https://identity.oraclecloud.com/';
export const STANDARD_SCOPES = [
  ...['openid', 'profile', 'offline_access', 'email', 'address', 'phone'],
  ...['groups', 'get_groups', 'approles', 'get_approles'],
] as const;
/** Known to everybody, so it protects nothing: the practice domain answers on loopback only. */
export const USER_PASSWORD = 'Practice-1';

/** 32 hex digits, as identity domains name their things, the same at each start. */
export const stableId = (name: string): string =>
  createHash('sha256').update(`practice domain: ${name}`).digest('hex').slice(0, 32);

function createUser(givenName: string, familyName: string, groups: readonly string[]): PracticeUser {
  const userName = `${givenName}.${familyName}`.toLowerCase();
  return {
    userName,
    password: USER_PASSWORD,
    id: stableId(userName),
    displayName: `${givenName} ${familyName}`,
    givenName,
    familyName,
    email: `${userName}@practice.example`,
    groups,
  };
}

function createResources(apiOrigin: string): Resource[] {
  return [
    {
      id: stableId('utilities'),
      name: 'Practice Utilities TEST',
      audience: apiOrigin,
      scopes: ['/rest/*', '/soap/*', '/*'],
    },
    {
      id: stableId('integration'),
      name: 'Practice Integration',
      audience: 'https://practice-integration.example:443',
      scopes: ['urn:opc:resource:consumer::all', '/ic/api/'],
    },
  ];
}

function createClients(apiOrigin: string, integration: string, newId: () => string): SandboxClient[] {
  const client = (facts: Omit<SandboxClient, 'clientId'>, isPublic = false): SandboxClient => ({
    ...facts,
    clientId: stableId(facts.key),
    ...(isPublic ? {} : { clientSecret: `idcscs-${newId()}` }),
  });
  const rest = `${apiOrigin}/rest/*`;
  const soap = `${apiOrigin}/soap/*`;
  return [
    client({
      key: 'rest',
      name: 'Practice REST (client credentials)',
      note: 'The client itself is the user. Its token opens the REST services and not the SOAP services.',
      grantType: 'client_credentials',
      scope: rest,
      allowedScopes: [rest],
      refreshAllowed: false,
    }),
    client({
      key: 'soap',
      name: 'Practice SOAP (client credentials)',
      note: 'The same grant with the SOAP scope: send an envelope, get an envelope or a fault.',
      grantType: 'client_credentials',
      scope: soap,
      allowedScopes: [soap],
      refreshAllowed: false,
    }),
    client({
      key: 'user',
      name: 'Practice user (password)',
      note: 'Signs jane.doe in with her password and gets a refresh token, which works once and comes back renewed.',
      grantType: 'password',
      scope: `${rest} offline_access`,
      allowedScopes: [rest, soap, `${apiOrigin}/*`],
      refreshAllowed: true,
      username: 'jane.doe',
      password: USER_PASSWORD,
    }),
    client({
      key: 'integration',
      name: 'Practice Integration (another audience)',
      note: 'Gets a good token for another resource. The practice API refuses it: compare its aud with the address called.',
      grantType: 'client_credentials',
      scope: `${integration}urn:opc:resource:consumer::all`,
      allowedScopes: [`${integration}urn:opc:resource:consumer::all`, `${integration}/ic/api/`],
      refreshAllowed: false,
    }),
    client({
      key: 'browser',
      name: 'Practice browser sign-in (authorization code)',
      note: 'Opens the practice sign-in page in the browser and comes back to a loopback address.',
      grantType: 'authorization_code',
      scope: `openid ${rest} offline_access`,
      allowedScopes: [rest, soap, `${apiOrigin}/*`],
      refreshAllowed: true,
      redirectUris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    }),
    client(
      {
        key: 'device',
        name: 'Practice device (device code)',
        note: 'Shows a code to type on the practice device page.',
        grantType: 'device_code',
        scope: rest,
        allowedScopes: [rest],
        refreshAllowed: false,
      },
      true,
    ),
  ];
}

/** Secrets come from `newId` and are new at each start; names and IDs stay. */
export function createPractice(addresses: { domainUrl: string; apiOrigin: string }, newId: () => string): Practice {
  const resources = createResources(addresses.apiOrigin);
  return {
    ...addresses,
    apiUrl: `${addresses.apiOrigin}/practice/test/ccs`,
    tenant: `idcs-${stableId('tenant')}`,
    resources,
    clients: createClients(addresses.apiOrigin, 'https://practice-integration.example:443', newId),
    users: [createUser('Jane', 'Doe', ['Meter Analysts']), createUser('Sam', 'Lee', ['Integration Support'])],
  };
}
