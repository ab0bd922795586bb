import type { Discovery } from '#contract/discovery.ts';
import type { Finding } from '#contract/diagnosis.ts';
import { isOracleDomain, ORACLE_ISSUER } from '../oauth/connection/domainUrl.ts';
import { createFinding } from '../token/finding.ts';
import type { Metadata } from './metadata.ts';

type Facts = Omit<Discovery, 'findings'>;

const SIGNING_CERTIFICATE =
  'Identity & Security → Domains → (domain) → Settings → Domain settings → Access signing certificate → Configure client access';
const ISSUER_SETTING = 'Identity & Security → Domains → (domain) → Security → OAuth → Issuer';
/** Grants that an identity domain serves and does not list. */
const UNLISTED = [
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
] as const;

type Check = (facts: Facts, metadata: readonly Metadata[]) => Finding[];

const CHECKS: readonly Check[] = [
  unreadable,
  issuer,
  ports,
  listsThatLack,
  addresses,
  foreignHosts,
  privateKeys,
  keyOperations,
];

/** What is unusual about a server's metadata and keys, and what follows for a client. */
export function findingsOf(facts: Facts, metadata: readonly Metadata[]): Finding[] {
  return CHECKS.flatMap((check) => check(facts, metadata));
}

function notice(parts: Omit<Parameters<typeof createFinding>[0], 'level' | 'confidence'>): Finding {
  return createFinding({ ...parts, level: 'notice', confidence: 1 });
}

function unreadable({ documents }: Facts, metadata: readonly Metadata[]): Finding[] {
  const broken = documents.filter(({ problem }) => problem !== undefined);
  if (metadata.length > 0 && broken.length === 0) return [];
  const nothing = metadata.length === 0;
  return [
    createFinding({
      cause: 'domain.unreachable-metadata',
      level: nothing ? 'bad' : 'notice',
      confidence: 1,
      title: nothing ? 'The server publishes no metadata that can be read' : 'One metadata document cannot be read',
      evidence: documents.flatMap(({ name, status, problem }): [string, string][] =>
        problem || nothing ? [[name, problem?.message ?? `answered ${status ?? 'nothing'}`]] : [],
      ),
      explanation: nothing
        ? 'Tokens can be had all the same: the endpoints are then the usual ones of an identity domain, or those that you enter.'
        : 'The other documents say enough.',
      fix: nothing ? ['Check the address. For a server of another make enter its endpoints under Endpoints.'] : [],
    }),
  ];
}

function issuer({ issuer: named, baseUrl }: Facts): Finding[] {
  if (named === undefined || withoutPort(named) === withoutPort(baseUrl)) return [];
  if (named !== ORACLE_ISSUER) {
    return [
      notice({
        cause: 'domain.issuer-mismatch',
        title: 'The issuer is not the address that was asked',
        evidence: [['issuer', named]],
        explanation: 'The standard wants the two to be the same. Tokens will name this issuer, so expect it there.',
      }),
    ];
  }
  return [
    notice({
      cause: 'domain.issuer-mismatch',
      title: 'The issuer is the one that all identity domains share',
      evidence: [['issuer', named]],
      explanation:
        'Unless an administrator set another, every identity domain names this issuer, and no strict OpenID Connect client accepts it. Tokens tell domains apart by the claim tenant_iss.',
      fix: [
        {
          text: 'Set the issuer by hand in clients that check it, or give the domain its own.',
          consolePath: ISSUER_SETTING,
        },
      ],
    }),
  ];
}

function ports(_: Facts, metadata: readonly Metadata[]): Finding[] {
  const members = [...new Set(metadata.flatMap(({ explicitPorts }) => explicitPorts))];
  if (members.length === 0) return [];
  return [
    notice({
      cause: 'domain.explicit-port',
      title: 'The endpoints are written with :443',
      evidence: [['members', members.join(', ')]],
      explanation:
        'That is the usual port, so both forms lead to the same place. The claim tenant_iss carries it too and iss does not: leave it aside when you compare.',
    }),
  ];
}

function listsThatLack({ baseUrl, grantTypes, codeChallengeMethods }: Facts, metadata: readonly Metadata[]): Finding[] {
  if (metadata.length === 0 || !isOracleDomain(new URL(baseUrl).hostname)) return [];
  const missing = [
    ...UNLISTED.filter((grant) => !grantTypes.includes(grant)),
    ...(codeChallengeMethods.length === 0 ? ['code_challenge_methods_supported'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    notice({
      cause: 'domain.metadata-incomplete',
      title: 'The lists in the metadata are not complete',
      evidence: [['not listed', missing.join(', ')]],
      explanation:
        'Identity domains serve grants and PKCE that their metadata does not name. Only a request shows what an application may use.',
    }),
  ];
}

function addresses(_: Facts, metadata: readonly Metadata[]): Finding[] {
  const collect = (pick: (each: Metadata) => string[]): string => [...new Set(metadata.flatMap(pick))].join(', ');
  const relative = collect((each) => each.relative);
  const oldNames = collect((each) => each.oldNames);
  const unusable = collect((each) => each.unusable);
  const rows: [string, string][] = [];
  if (relative !== '') rows.push(['relative address', relative]);
  if (oldNames !== '') rows.push(['unregistered name', oldNames]);
  if (unusable !== '') rows.push(['no address', unusable]);
  if (rows.length === 0) return [];
  return [
    notice({
      cause: 'domain.metadata-odd',
      title: 'Some endpoints are written in an unusual way',
      evidence: rows,
      explanation:
        'A relative address was completed, an old name was understood, and what is no address was left out. Strict clients fail on each.',
    }),
  ];
}

function foreignHosts({ baseUrl, endpoints }: Facts): Finding[] {
  const own = new URL(baseUrl).hostname;
  const foreign = Object.entries(endpoints).filter(([, url]) => new URL(url).hostname !== own);
  if (foreign.length === 0) return [];
  return [
    notice({
      cause: 'domain.foreign-endpoints',
      title: 'Some endpoints are on another host',
      evidence: foreign.map(([name, url]) => [name, url]),
      explanation:
        'That is usual where a domain has a vanity address. Make sure that you trust this host: secrets go there.',
    }),
  ];
}

function privateKeys({ keySet }: Facts): Finding[] {
  if (keySet?.state !== 'private') return [];
  return [
    notice({
      cause: 'domain.signing-key-private',
      title: 'The signing key is not public',
      evidence: [['key set', `${keySet.url} answered ${keySet.status ?? 401}`]],
      explanation:
        'The domain shows its signing certificate to callers with a token only, which is the default. APIs and gateways then cannot check its tokens by themselves.',
      fix: [{ text: 'Switch the access on, and save.', consolePath: SIGNING_CERTIFICATE }],
      verifyBy: 'Discover again: the key set is then public.',
    }),
  ];
}

function keyOperations({ keySet }: Facts): Finding[] {
  const odd = keySet?.keys.find(({ keyOperations: allowed }) => allowed !== undefined && !allowed.includes('verify'));
  if (!odd) return [];
  return [
    notice({
      cause: 'domain.key-unknown',
      title: 'The published key does not say that it verifies',
      evidence: [['key_ops', (odd.keyOperations ?? []).join(', ')]],
      explanation:
        'The key set of an identity domain allows encrypt and sign where verify belongs. Strict libraries refuse the key; this app leaves key_ops aside.',
      fix: ['In a client that refuses it, take key_ops out of the key before it is imported.'],
    }),
  ];
}

function withoutPort(url: string): string {
  return url.replace(/^(https:\/\/[^/]+):443(?=\/|$)/, '$1').replace(/\/$/, '');
}
