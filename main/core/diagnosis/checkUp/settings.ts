import type { Finding } from '#contract/diagnosis.ts';
import { serverOfConnection } from '../../discovery/server.ts';
import type { Server } from '../../discovery/server.ts';
import { Failure } from '../../failure.ts';
import type { SendHttp } from '../../http.ts';
import { inspectKey } from '../../oauth/clientAuth/inspectKey.ts';
import type { ReadKey } from '../../oauth/clientAuth/keyPort.ts';
import { usesClientCertificate } from '../../oauth/clientAuth/mutualTls.ts';
import { withMethod } from '../../oauth/clientAuth/probeClientAuth.ts';
import { endpointOf } from '../../oauth/connection/endpoints.ts';
import { requireWithinLimits } from '../../oauth/connection/limits.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { readScope } from '../../oauth/exchange/scope.ts';
import { askToken } from '../../oauth/tokens/askToken.ts';
import { grantRequestOf, isInteractive } from '../../oauth/tokens/grants.ts';
import type { OAuthPorts } from '../../oauth/tokens/ports.ts';
import { createFinding } from '../../token/finding.ts';
import { instantWithDistance } from '../../token/timeWords.ts';
import { findingOf } from '../causes/causes.ts';
import { evidence } from '../quote.ts';
import { flawsOf } from '../refusalContext.ts';
import { facts, found } from './step.ts';
import type { Found } from './step.ts';

export interface SettingsPorts extends OAuthPorts {
  readKey: ReadKey;
}

export interface SettingsResult {
  found: Found;
  /** Where the server is; absent where nothing may be sent. */
  server?: Server;
  /** The token request can be made of them. */
  canAsk: boolean;
}

/** What can be said of a connection before anything is sent: what it lacks, what is malformed, what is over. */
export async function checkSettings(ports: SettingsPorts, connection: StoredConnection): Promise<SettingsResult> {
  const now = ports.now();
  const server = attempt(() => reachableServer(connection, now));
  const rehearsal = await attemptLater(() => rehearse(ports, connection));
  const keys = await keyFindings(ports, connection);
  const failures = [server, rehearsal].filter((each) => each instanceof Failure);
  const findings = [
    // What is wrong with a key says more than that it cannot be used.
    ...keys,
    ...distinct(failures).map(lackOf),
    ...secretFindings(connection, now),
    ...scopeFindings(connection),
  ];
  const seen = seenIn(connection, now);
  const bad = findings.find(({ level }) => level === 'bad');
  const sentence =
    bad?.title ??
    (findings.length > 0 ? 'They are complete; something in them deserves a look.' : 'They are complete.');
  const isUsable = !(server instanceof Failure);
  return {
    found: found(sentence, seen, findings),
    ...(isUsable ? { server } : {}),
    canAsk: isUsable && !(rehearsal instanceof Failure) && bad === undefined,
  };
}

function reachableServer(connection: StoredConnection, now: number): Server {
  const server = serverOfConnection(connection);
  requireWithinLimits(connection.limits, new URL(server.origin), now);
  return server;
}

/** Thrown in the place of sending: the request could be made. */
const SENT = new Failure('cancelled', 'The rehearsal ends here.');

/** Makes the token request, signatures and all, and sends nothing. Throws what of the settings stands in its way. */
async function rehearse(ports: OAuthPorts, connection: StoredConnection): Promise<void> {
  const { type } = connection.grant;
  const sendHttp: SendHttp = () => Promise.reject(SENT);
  const silent = { ...ports, sendHttp };
  if (type === 'authorization_code') endpointOf(connection, 'authorization');
  if (type === 'device_code') endpointOf(connection, 'deviceAuthorization');
  // What a person signs in for is proved by the client all the same.
  const asked = isInteractive(type) ? withMethod(connection, connection.clientAuth.method) : connection;
  requireWithinLimits(connection.limits, endpointOf(asked, 'token'), ports.now());
  const grant = await grantRequestOf(silent, asked);
  try {
    await askToken(silent, { connection: asked, grant, purpose: 'token' });
  } catch (error) {
    if (error !== SENT) throw error;
  }
}

function attempt<Value>(work: () => Value): Value | Failure {
  try {
    return work();
  } catch (error) {
    return ofSettings(error);
  }
}

async function attemptLater(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return ofSettings(error);
  }
}

/** What the settings are to blame for; a locked vault and a fault of ours are not among it. */
function ofSettings(error: unknown): Failure {
  if (error instanceof Failure && (error.code.startsWith('input.') || error.code === 'vault.capsule-expired')) {
    return error;
  }
  throw error;
}

function distinct(failures: readonly Failure[]): Failure[] {
  return failures.filter((failure, at) => failures.findIndex(({ message }) => message === failure.message) === at);
}

function lackOf(failure: Failure): Finding {
  const isLimit = failure.code === 'vault.capsule-expired' || failure.code === 'input.host-not-allowed';
  return createFinding({
    cause: isLimit ? 'input.capsule-limit' : 'input.incomplete',
    level: 'bad',
    confidence: 1,
    title: isLimit ? 'The capsule of this connection does not allow it' : 'The settings do not make a request',
    evidence: failure.field === undefined ? [] : [['setting', failure.field.replace(/^connection\./, '')]],
    explanation: failure.message,
    fix: [isLimit ? 'Ask the sender of the capsule for one that allows it.' : 'Edit the connection.'],
    verifyBy: 'Run the check-up again.',
  });
}

async function keyFindings(ports: SettingsPorts, connection: StoredConnection): Promise<Finding[]> {
  const { clientAuth, grant, tls } = connection;
  const signs = clientAuth.method === 'private_key_jwt' || (grant.type === 'jwt_bearer' && !grant.assertion);
  const hasKey = clientAuth.privateKey !== undefined || clientAuth.certificate !== undefined;
  const own = hasKey && (signs || usesClientCertificate(connection)) ? await inspect(ports, connection.id) : [];
  return [...own, ...(await trustedFindings(ports, tls.caCertificates))];
}

/** That a certificate is missing is no fault where a key ID stands for it; the rehearsal says so where it is one. */
async function inspect(ports: SettingsPorts, connectionId: string): Promise<Finding[]> {
  const { findings } = await inspectKey(ports, { connectionId });
  return findings.filter(({ level }) => level === 'bad');
}

async function trustedFindings({ readKey, now }: SettingsPorts, text: string | undefined): Promise<Finding[]> {
  if (text === undefined || text.trim() === '') return [];
  try {
    const { certificates } = await readKey({ text });
    const over = certificates.filter(({ validTo }) => validTo < now());
    return over.map(({ subject, validTo }) => ({
      ...findingOf(
        'tls.expired',
        0.7,
        [evidence('certificate', `${subject}: ${instantWithDistance(validTo, now())}`)],
        'notice',
      ),
      title: 'A certificate that the connection trusts is over',
    }));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const proof = [evidence('certificates to trust', error.message)];
    return [
      { ...findingOf('tls.untrusted-issuer', 0.6, proof, 'notice'), title: 'The certificates to trust cannot be read' },
    ];
  }
}

function secretFindings({ clientAuth }: StoredConnection, now: number): Finding[] {
  const { method, secret, secretExpiresAt } = clientAuth;
  if (!method.startsWith('client_secret') || secret === undefined) return [];
  const flaws = flawsOf(secret).map((flaw) => evidence('client secret', `it ${flaw}`));
  const findings = flaws.length > 0 ? [findingOf('input.secret-damaged', 0.7, flaws, 'notice')] : [];
  if (secretExpiresAt === undefined || secretExpiresAt > now) return findings;
  const proof = [evidence('client secret', `ended ${instantWithDistance(secretExpiresAt, now)}`)];
  const over = { title: 'The client secret is over, by the date that was entered' };
  return [...findings, { ...findingOf('client.credentials-wrong', 0.7, proof, 'notice'), ...over }];
}

const MIXTURE = /several audiences|stands alone/;

function scopeFindings({ scope }: StoredConnection): Finding[] {
  const notes = readScope(scope).notes;
  const about = (cause: 'scope.invalid' | 'scope.mixed-audiences', chosen: readonly string[]): Finding[] =>
    chosen.length === 0
      ? []
      : [
          {
            ...findingOf(
              cause,
              0.7,
              chosen.map((note) => evidence('scope', note)),
              'notice',
            ),
            ...(cause === 'scope.invalid' ? { title: 'The scope is written in an unusual way' } : {}),
          },
        ];
  return [
    ...about(
      'scope.mixed-audiences',
      notes.filter((note) => MIXTURE.test(note)),
    ),
    ...about(
      'scope.invalid',
      notes.filter((note) => !MIXTURE.test(note)),
    ),
  ];
}

function seenIn(connection: StoredConnection, now: number): Found['seen'] {
  const { clientAuth, grant, proxy, limits, api } = connection;
  const token = attempt(() => endpointOf(connection, 'token').href);
  const length = clientAuth.secret?.length;
  return facts([
    ['grant', grant.type],
    ['client authentication', clientAuth.method],
    ['token endpoint', typeof token === 'string' ? token : 'none'],
    ['client secret', length === undefined ? undefined : `stored, ${length} characters`],
    ['private key', clientAuth.keyKind],
    ['certificate until', until(clientAuth.certificateValidTo, now)],
    ['scope', connection.scope === '' ? 'none' : connection.scope],
    ['API base URL', api.baseUrl ?? 'none'],
    ['proxy', proxy.mode],
    ['capsule until', until(limits?.expiresAt, now)],
  ]);
}

const until = (time: number | undefined, now: number): string | undefined =>
  time === undefined ? undefined : instantWithDistance(time, now);
