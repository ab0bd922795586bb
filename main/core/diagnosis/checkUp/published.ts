import type { Discovery, EndpointName } from '#contract/discovery.ts';
import type { Finding } from '#contract/diagnosis.ts';
import type { GrantType } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { usesClientCertificate } from '../../oauth/clientAuth/mutualTls.ts';
import { ORACLE_ISSUER } from '../../oauth/connection/domainUrl.ts';
import { endpointOf } from '../../oauth/connection/endpoints.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { findingOf } from '../causes/causes.ts';
import { evidence } from '../quote.ts';
import { asNotices, facts, found, skipped } from './step.ts';
import type { Found } from './step.ts';

/** What every identity domain does, and no reason for anything to fail. */
const USUAL = new Set(['domain.explicit-port', 'domain.metadata-incomplete']);
const OF_KEYS = new Set(['domain.signing-key-private', 'domain.key-unknown']);

/** The endpoints that each grant talks to, beside the token endpoint. */
const ENDPOINTS: Partial<Record<GrantType, 'authorization' | 'deviceAuthorization'>> = {
  authorization_code: 'authorization',
  device_code: 'deviceAuthorization',
};

/** `grant_type` as servers list it; Oracle’s TLS grants are listed by none. */
const WIRE_NAMES: Partial<Record<GrantType, string>> = {
  client_credentials: 'client_credentials',
  password: 'password',
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  jwt_bearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  saml2_bearer: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
  device_code: 'urn:ietf:params:oauth:grant-type:device_code',
  token_exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
};

/** What the connection says against what the server says of itself. The token request proves more, so nothing here is bad. */
export function checkMetadata(connection: StoredConnection, discovery: Discovery): Found {
  const isReadable = discovery.documents.some(({ members }) => members !== undefined);
  const findings = [
    ...endpointFindings(connection, discovery),
    ...listFindings(connection, discovery),
    ...asNotices(discovery.findings.filter((finding) => isTelling(finding, discovery))),
  ];
  const sentence = !isReadable
    ? 'The server publishes no metadata that can be read; tokens can be had all the same.'
    : findings.length === 0
      ? 'The connection fits what the server says of itself.'
      : (findings[0]?.title ?? '');
  return found(sentence, metadataFacts(discovery), findings);
}

function isTelling({ cause }: Finding, { issuer }: Discovery): boolean {
  if (OF_KEYS.has(cause) || USUAL.has(cause)) return false;
  return !(cause === 'domain.issuer-mismatch' && issuer === ORACLE_ISSUER);
}

function metadataFacts({ documents, issuer, endpoints, grantTypes, clientAuthMethods }: Discovery): Found['seen'] {
  const list = (words: readonly string[]): string | undefined => (words.length === 0 ? undefined : words.join(' '));
  return facts([
    ...documents.map(({ name, status, problem }) => [name, problem?.message ?? `status ${status ?? 'none'}`] as const),
    ['issuer', issuer],
    ['token endpoint', endpoints.token],
    ['grants listed', list(grantTypes)],
    ['client authentications listed', list(clientAuthMethods)],
  ]);
}

function endpointFindings(connection: StoredConnection, discovery: Discovery): Finding[] {
  const further = ENDPOINTS[connection.grant.type];
  const names: readonly ('token' | 'authorization' | 'deviceAuthorization')[] =
    further === undefined ? ['token'] : ['token', further];
  return names.flatMap((name) => endpointFinding(connection, name, announcedFor(connection, discovery, name)));
}

/** For a client that shows its certificate, the host that asks for one, RFC 8705 §5. */
function announcedFor(connection: StoredConnection, discovery: Discovery, name: EndpointName): string | undefined {
  const secure = usesClientCertificate(connection) ? discovery.mutualTlsEndpoints[name] : undefined;
  return secure ?? discovery.endpoints[name];
}

function endpointFinding(
  connection: StoredConnection,
  name: 'token' | 'authorization' | 'deviceAuthorization',
  announced: string | undefined,
): Finding[] {
  // Mutual TLS takes the announced address by itself when none was entered.
  const isAutomatic = usesClientCertificate(connection) && connection.endpoints[name] === undefined;
  if (announced === undefined || isAutomatic) return [];
  const own = ownEndpoint(connection, name);
  if (own === undefined || new URL(own).href === new URL(announced).href) return [];
  return [
    {
      ...findingOf(
        'input.wrong-endpoint',
        0.6,
        [evidence('connection', own), evidence('metadata', announced)],
        'notice',
      ),
      title: `The ${WORDS[name]} is not the one that the server announces`,
      explanation:
        'The connection asks at one address and the server’s metadata names another. Both may lead to the same place, as vanity addresses do; if requests are refused as unknown, take the announced one.',
      fix: [{ text: `Enter ${announced} under Endpoints, or clear the field and correct the domain URL.` }],
    },
  ];
}

const WORDS = {
  token: 'token endpoint',
  authorization: 'authorization endpoint',
  deviceAuthorization: 'device authorization endpoint',
} as const;

function ownEndpoint(connection: StoredConnection, name: keyof typeof WORDS): string | undefined {
  try {
    return endpointOf(connection, name).href;
  } catch (error) {
    // The step about the settings has said that it is missing.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function listFindings({ grant, clientAuth }: StoredConnection, discovery: Discovery): Finding[] {
  const wire = WIRE_NAMES[grant.type];
  const findings: Finding[] = [];
  if (wire !== undefined && isMissing(discovery.grantTypes, wire)) {
    const proof = [evidence('connection', wire), evidence('metadata', `grants: ${discovery.grantTypes.join(' ')}`)];
    findings.push({
      ...findingOf('grant.unsupported', 0.5, proof, 'notice'),
      title: 'The server does not list this grant',
      explanation:
        'Lists in metadata may be incomplete, and those of identity domains are. If the token is refused, this is a likely reason.',
    });
  }
  if (isMissing(discovery.clientAuthMethods, clientAuth.method) && clientAuth.method !== 'none') {
    const listed = discovery.clientAuthMethods.join(' ');
    const proof = [
      evidence('connection', clientAuth.method),
      evidence('metadata', `client authentications: ${listed}`),
    ];
    findings.push({
      ...findingOf('client.auth-method', 0.6, proof, 'notice'),
      title: 'The server does not list this client authentication',
      fix: [{ text: `Choose one that it lists: ${listed}.` }],
    });
  }
  return findings;
}

const isMissing = (list: readonly string[], word: string): boolean => list.length > 0 && !list.includes(word);

/** Whether others can check the signatures of the server’s tokens. */
export function checkKeys({ keySet, findings }: Discovery): Found {
  if (keySet === undefined) return skipped('the server names no key set');
  const { url, state, status, keys, problem } = keySet;
  const seen = facts([
    ['key set', url],
    ['status', status === undefined ? undefined : String(status)],
    ...keys.map(
      ({ keyId, keyType, algorithm }) => ['key', [keyType, algorithm, keyId].filter(Boolean).join(' ')] as const,
    ),
  ]);
  switch (state) {
    case 'public':
      return found(`${keys.length === 1 ? 'One key is' : `${keys.length} keys are`} published.`, seen);
    case 'private':
      return found(
        'The domain shows its signing key to callers with a token only.',
        seen,
        findings.filter(({ cause }) => cause === 'domain.signing-key-private'),
      );
    case 'absent':
    case 'unreadable': {
      const words = problem?.message ?? `answered ${status ?? 'nothing'}`;
      const proof = [evidence('key set', `${url}: ${words}`)];
      const about = {
        title: 'The key set cannot be read',
        explanation: ABSENT,
        fix: [{ text: 'Compare the address with the one of the server.' }],
      };
      return found('The key set cannot be read.', seen, [
        { ...findingOf('domain.key-unknown', 0.7, proof, 'notice'), ...about },
      ]);
    }
  }
}

const ABSENT = 'Tokens can be had all the same. Whoever has to check their signatures finds no key at this address.';
