import type { ParsedInput } from '#contract/api.ts';
import type { CheckUp, CheckUpProgress, CheckUpStep, CheckUpStepId } from '#contract/checkUp.ts';
import { discover } from '../../discovery/discover.ts';
import { fetchDocument, foreseen } from '../../discovery/fetchDocument.ts';
import type { Server } from '../../discovery/server.ts';
import type { SendHttp } from '../../http.ts';
import { readConnection } from '../../oauth/connection/connections.ts';
import { endpointOf } from '../../oauth/connection/endpoints.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { throwIfCancelled } from '../../oauth/tokens/inFlight.ts';
import { requireUnlocked } from '../../records.ts';
import { checkApi } from './api.ts';
import { checkToken, reasonNotToAsk } from './ask.ts';
import type { TokenResult } from './ask.ts';
import { checkClaims, newestToken } from './checkedToken.ts';
import type { CheckedToken } from './checkedToken.ts';
import { concludeSteps } from './conclusion.ts';
import { checkKeys, checkMetadata } from './published.ts';
import { checkSettings } from './settings.ts';
import type { SettingsPorts, SettingsResult } from './settings.ts';
import { failedStep, skipped } from './step.ts';
import type { Found } from './step.ts';
import { checkClock, checkNetwork, checkTls, hasAnswered } from './way.ts';
import type { FirstContact } from './way.ts';

export interface CheckUpPorts extends SettingsPorts {
  onProgress: (progress: Pick<CheckUpProgress, 'stepId' | 'step'>) => void;
}

/** One check-up under way. */
interface Chain {
  ports: CheckUpPorts;
  connection: StoredConnection;
  signal: AbortSignal;
  steps: CheckUpStep[];
  /** Runs a step, tells of it, and answers what it came to. */
  take: (stepId: CheckUpStepId, work: () => Found | Promise<Found>, durationMs?: number) => Promise<Found>;
  /** The exchanges of the step that is under way. */
  exchanges: CheckUpStep['exchanges'];
}

/**
 * Walks the way of a request of this connection from its settings to the API, one step after the other, and says of each what was seen. A
 * step that an earlier one makes meaningless is skipped and says so. Stores nothing: neither its requests nor the token that it asks for.
 * Throws `input.not-found`, `cancelled`, and `vault.locked` as soon as the vault is.
 */
export async function checkUp(
  ports: CheckUpPorts,
  { connectionId, api }: ParsedInput<'diagnosis.checkUp'>,
  signal: AbortSignal,
): Promise<CheckUp> {
  const startedAt = ports.now();
  const connection = readConnection(ports.records, connectionId);
  const chain = createChain(ports, connection, signal);
  try {
    await walk(chain, api);
  } catch (error) {
    // A lock ends what is under way by cancelling it.
    requireUnlocked(ports.records);
    throw error;
  }
  const { steps } = chain;
  return {
    connectionId,
    connectionName: connection.name,
    startedAt,
    durationMs: ports.now() - startedAt,
    ...concludeSteps(steps),
    steps,
    requests: steps.reduce((sum, { exchanges }) => sum + exchanges.length, 0),
  };
}

function createChain(given: CheckUpPorts, connection: StoredConnection, signal: AbortSignal): Chain {
  const exchanges: CheckUpStep['exchanges'] = [];
  const steps: CheckUpStep[] = [];
  const sendHttp: SendHttp = (request) =>
    given.sendHttp({ ...request, signal, onExchange: (exchange) => void exchanges.push(exchange) });
  const requireGoing = (): void => {
    requireUnlocked(given.records);
    throwIfCancelled(signal);
  };
  return {
    ports: { ...given, sendHttp },
    connection,
    signal,
    steps,
    exchanges,
    take: async (stepId, work, durationMs) => {
      requireGoing();
      given.onProgress({ stepId });
      const beganAt = given.now();
      const found = await work();
      requireGoing();
      const spent = durationMs ?? given.now() - beganAt;
      const step: CheckUpStep = { id: stepId, ...found, exchanges: exchanges.splice(0), durationMs: spent };
      steps.push(step);
      given.onProgress({ stepId, step });
      return found;
    },
  };
}

async function walk(chain: Chain, api: ParsedInput<'diagnosis.checkUp'>['api']): Promise<void> {
  const settings = await takeSettings(chain);
  const contact = await takeWay(chain, settings.server);
  await takePublished(chain, settings.server, contact);
  const token = await takeToken(chain, settings, contact);
  const now = chain.ports.now();
  const serverNow = now + (contact?.exchange?.clockSkewSeconds ?? 0) * 1000;
  const claims = await chain.take('claims', () =>
    token === undefined
      ? skipped('there is no token to look at')
      : checkClaims(token, chain.connection, { now, serverNow }),
  );
  const isUsable = token !== undefined && !(token.isStored && claims.verdict === 'skipped' && isOver(token, now));
  await takeApi(chain, isUsable ? token : undefined, api);
}

const isOver = ({ expiresAt }: CheckedToken, now: number): boolean => expiresAt !== undefined && expiresAt <= now;

async function takeSettings({ take, ports, connection }: Chain): Promise<SettingsResult> {
  let result: SettingsResult | undefined;
  const found = await take('settings', async () => {
    result = await checkSettings(ports, connection);
    return result.found;
  });
  return result ?? { found, canAsk: false };
}

const UNSENT = 'the settings do not say where to, or may not be used';

/** One harmless request tells of the network, the handshake and the clock. Undefined when nothing could be sent. */
async function takeWay(chain: Chain, server: Server | undefined): Promise<(FirstContact & Document) | undefined> {
  const { take, ports, exchanges, signal } = chain;
  if (server === undefined) {
    for (const stepId of ['network', 'tls', 'clock'] as const) await take(stepId, () => skipped(UNSENT));
    return undefined;
  }
  let contact: (FirstContact & Document) | undefined;
  const network = await take('network', async () => {
    const document = await fetchDocument(ports.sendHttp, server, 'openid-configuration', signal);
    contact = { url: document.url, exchange: exchanges.at(-1), problem: document.problem, document };
    return checkNetwork(contact, ports.now());
  });
  if (contact === undefined) return undefined;
  const { exchange } = contact;
  const known = contact;
  // A server that says nothing after its handshake has shown its certificate all the same.
  const isReached = network.verdict !== 'bad' || exchange?.tls !== undefined;
  await take(
    'tls',
    () => (isReached ? checkTls(known, ports.now()) : skipped('the host was not reached')),
    exchange?.timings.tls,
  );
  await take('clock', () => checkClock(known), 0);
  return contact;
}

interface Document {
  document: Awaited<ReturnType<typeof fetchDocument>>;
}

async function takePublished(
  { take, ports, connection, signal, exchanges }: Chain,
  server: Server | undefined,
  contact: (FirstContact & Document) | undefined,
): Promise<void> {
  if (server === undefined || contact === undefined || !hasAnswered(contact)) {
    const because = server === undefined ? UNSENT : 'the server gave no reply';
    await take('metadata', () => skipped(because));
    await take('keys', () => skipped(because));
    return;
  }
  let discovery: Awaited<ReturnType<typeof discover>> | undefined;
  let ofKeys: CheckUpStep['exchanges'] = [];
  await take('metadata', async () => {
    discovery = await discover(ports.sendHttp, server, signal, [contact.document]);
    const all = exchanges.splice(0);
    ofKeys = all.filter(({ purpose }) => purpose === 'keys');
    exchanges.push(...all.filter(({ purpose }) => purpose !== 'keys'));
    return checkMetadata(connection, discovery);
  });
  const published = discovery;
  await take(
    'keys',
    () => {
      exchanges.push(...ofKeys);
      return published === undefined ? skipped('the metadata was not read') : checkKeys(published);
    },
    ofKeys.reduce((sum, { timings }) => sum + timings.total, 0),
  );
}

async function takeToken(
  { take, ports, connection, signal, exchanges }: Chain,
  settings: SettingsResult,
  contact: FirstContact | undefined,
): Promise<CheckedToken | undefined> {
  const reason = reasonNotToAsk(connection);
  const obstacle = obstacleOf(connection, settings, contact) ?? reason;
  if (obstacle !== undefined) {
    await take('token', () => skipped(obstacle));
    return reason === undefined ? undefined : newestToken(ports.records, connection);
  }
  let result: TokenResult | undefined;
  await take('token', async () => {
    try {
      result = await checkToken(ports, connection, signal);
      return result.found;
    } catch (error) {
      return await failedStep(foreseen(error), lastFailed(exchanges), ports.now());
    }
  });
  return result?.token;
}

/** What makes a token request meaningless. Another host than the one that was tried may answer all the same. */
function obstacleOf(
  connection: StoredConnection,
  settings: SettingsResult,
  contact: FirstContact | undefined,
): string | undefined {
  if (settings.server === undefined) return UNSENT;
  if (!settings.canAsk) return 'the settings do not make a request';
  const isSameHost = endpointOf(connection, 'token').origin === settings.server.origin;
  const isSilent = contact === undefined || !hasAnswered(contact);
  return isSameHost && isSilent ? 'the server gave no reply' : undefined;
}

async function takeApi(
  { take, ports, connection, exchanges }: Chain,
  token: CheckedToken | undefined,
  choice: ParsedInput<'diagnosis.checkUp'>['api'],
): Promise<void> {
  await take('api', async () => {
    if (choice === undefined) return skipped('you did not ask for it');
    if (connection.api.baseUrl === undefined) return skipped('the connection has no API base URL');
    if (token === undefined) return skipped('there is no token to call it with');
    try {
      return await checkApi(ports, connection, token, choice);
    } catch (error) {
      return await failedStep(foreseen(error), lastFailed(exchanges), ports.now());
    }
  });
}

/** One that was answered is not what a failure of the settings is about. */
function lastFailed(exchanges: CheckUpStep['exchanges']): CheckUpStep['exchanges'][number] | undefined {
  const last = exchanges.at(-1);
  return last?.failure === undefined ? undefined : last;
}
