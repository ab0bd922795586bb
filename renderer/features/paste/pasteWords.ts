import type { Connection, ConnectionSummary } from '#contract/connection.ts';
import type { PasteKind } from '#contract/paste.ts';

const KINDS: Record<PasteKind, string> = {
  'domain-url': 'The address of an identity domain',
  'authorize-url': 'A sign-in address of an OAuth client',
  'web-address': 'A web address',
  'token-request': 'A request for a token',
  'api-request': 'A call to an API',
  procedure: 'A procedure of several requests',
  'basic-header': 'A client ID with its secret, in Basic credentials',
  token: 'A token',
  'token-reply': 'A reply with a token',
  failure: 'A failure',
  har: 'A recording of a browser (HAR)',
  key: 'A key or a certificate',
  postman: 'A collection of Postman',
  'postman-environment': 'An environment of Postman',
  openapi: 'A description of an API (OpenAPI)',
  metadata: 'The metadata of an OAuth server',
  credentials: 'The credentials of a client',
  unknown: 'Nothing that is known here',
};

export const kindWords = (kind: PasteKind): string => KINDS[kind];

/** Short names of the client authentication, as the RFCs write them, with what they mean. */
export const METHOD_WORDS: Record<Connection['clientAuth']['method'], string> = {
  client_secret_basic: 'Secret in the Authorization header',
  client_secret_post: 'Secret in the request body',
  client_secret_jwt: 'Assertion signed with the secret',
  private_key_jwt: 'Assertion signed with a private key',
  tls_client_auth: 'Client certificate (mutual TLS)',
  none: 'None: a public client',
};

const SECRET_NAMES = {
  password: 'Password',
  refreshToken: 'Refresh token',
  assertion: 'Assertion',
  subjectToken: 'Subject token',
  actorToken: 'Actor token',
} as const;

/** The secrets of a connection by name, each as the fact that it is there. */
export function secretFacts({ clientAuth, grant }: Connection): [name: string, value: string][] {
  const facts: [string, string][] =
    clientAuth.secret === undefined ? [] : [['Client secret', `present, ${clientAuth.secret.hint}`]];
  for (const name of ['password', 'refreshToken', 'assertion', 'subjectToken', 'actorToken'] as const) {
    const secret = grant[name];
    if (secret !== undefined) facts.push([SECRET_NAMES[name], `present, ${secret.hint}`]);
  }
  return facts;
}

/** Which connection a call most likely belongs to: by the host of its API, by its scope, or because there is but one. */
export function bestConnection(connections: readonly ConnectionSummary[], url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).host : undefined;
  const hostOf = (address: string | undefined): string | undefined =>
    address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
  const named = host === undefined ? undefined : connections.find(({ apiBaseUrl }) => hostOf(apiBaseUrl) === host);
  const scoped = host === undefined ? undefined : connections.find(({ scope }) => scope.includes(host));
  const only = connections.length === 1 ? connections[0] : undefined;
  return (named ?? scoped ?? only)?.id;
}

/** What can be pasted at all. */
export const EXAMPLES = [
  'the address of a sign-in page or a console',
  'a curl command, or a procedure with several',
  'client ID, client secret and scope from a mail',
  'a token, or a reply with one',
  'an error, a log, curl -v or a HAR',
  'a key, a certificate or a PFX file',
  'a Postman collection, an OpenAPI file, a server’s metadata',
];
