import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inputs } from '#contract/api.ts';
import type { CallName } from '#contract/api.ts';
import { ERROR_CODES } from '#contract/result.ts';
import type { Result } from '#contract/result.ts';
import { Failure } from '../../main/core/failure.ts';
import { leaksInText, makeCanary } from '../support/canary.ts';
import { ODD, payloadsFor, type Known } from '../support/fuzz/payloads.ts';
import { gateSize, reportGate } from '../support/gates.ts';
import { createHandlerBench, type HandlerBench } from '../support/handlerBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { buildSandbox } from '../support/sandboxWorker.ts';
import { startRudeServer } from '../support/rudeServer.ts';

const PAYLOADS = gateSize('PAYLOADS', 5_000);
const SEED = gateSize('SEED', 4_711);
/** After so many the vault is put in order again: opened, and given connections and tokens to be called about. */
const ROUND = 250;
const AT_ONCE = 6;
/** Longer than the half minute for which a refresh that meets a lock holds its only good token. */
const HANGS_AFTER_MS = 45_000;

const secrets = {
  vaultPassword: makeCanary('vault'),
  clientSecret: makeCanary('client'),
  userPassword: makeCanary('user'),
  assertion: makeCanary('assertion'),
  // Of the characters that RFC 6749 lets a token have.
  refreshToken: makeCanary('refresh').replaceAll(/[^\w-]/g, '-'),
  typedSecret: makeCanary('typed'),
  newPassword: makeCanary('new'),
};

const isCallName = (name: string): name is CallName => name in inputs;
/** The practice domain takes a second to start, so it is called less often than the others. */
const CALLS = Object.keys(inputs)
  .filter(isCallName)
  .map((name) => ({ name, weight: /^sandbox\.(start|stop)$/.test(name) ? 1 : 25 }));

let folder = '';
let server: RunningServer;
let bench: HandlerBench;
beforeAll(async () => {
  folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ipc-fuzz-'));
  server = await startRudeServer(secrets.refreshToken);
  const { workerFile } = await buildSandbox();
  bench = createHandlerBench(join(folder, 'vault'), {
    sandboxWorkerFile: workerFile,
    // Nobody would come back from it, and a sign-in waits for minutes.
    openInBrowser: async () => {
      throw new Failure('input.unsupported', 'There is no browser here.');
    },
    // No name that a payload invents leaves this machine.
    resolveSystemProxy: async (url) => (url.startsWith('http://127.0.0.1:') ? 'DIRECT' : 'PROXY 127.0.0.1:1'),
  });
  // Capsules go to this file and come from it.
  bench.dialogs.choose(join(folder, 'chosen.oavault'));
  await bench.call('vault.create', { password: secrets.vaultPassword, useOsKeyring: true });
});
afterAll(async () => {
  await bench.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

const GRANTS = [
  { type: 'client_credentials' },
  { type: 'password', username: 'user', password: secrets.userPassword },
  { type: 'jwt_bearer', assertion: secrets.assertion },
  { type: 'refresh_token', refreshToken: secrets.refreshToken },
];
const METHODS = ['client_secret_basic', 'client_secret_post'];

function seedConnections(): object[] {
  const at = (path: string): string => `${server.origin}/${path}`;
  const endpoints = {
    token: at('token'),
    introspection: at('introspect'),
    revocation: at('revoke'),
    userinfo: at('userinfo'),
  };
  return GRANTS.flatMap((grant) =>
    METHODS.map((method) => ({
      name: `${grant.type} ${method}`,
      endpoints,
      clientId: 'client',
      clientAuth: { method, secret: secrets.clientSecret },
      grant,
      scope: 'urn:x',
    })),
  );
}

const idsIn = z.array(z.looseObject({ id: z.string().optional(), generation: z.string().optional() }));
async function idsOf(name: CallName): Promise<string[]> {
  const reply = await bench.call(name, name === 'tokens.list' ? {} : undefined);
  return reply.ok ? idsIn.parse(reply.value).map(({ id, generation }) => id ?? generation ?? '') : [];
}

/** Every password that was given to the vault and every recovery key that it gave: one of them, or the keyring, opens it. */
const passwords = new Set([secrets.vaultPassword]);
const recoveryKeys = new Set<string>();
const recoveryKeyOut = z.looseObject({ recoveryKey: z.string() });
const passwordIn = z.looseObject({ password: z.string().optional(), next: z.string().optional() });

/** A locked vault ends most calls at once, so it is opened now and then. */
async function unlock(): Promise<void> {
  const keys = [...recoveryKeys].map((recoveryKey) => ({ recoveryKey }));
  for (const input of [{}, ...[...passwords].map((password) => ({ password })), ...keys]) {
    if ((await bench.vault.status()).state === 'unlocked') return;
    await bench.call('vault.unlock', input);
  }
}

async function putInOrder(): Promise<Known> {
  await unlock();
  expect((await bench.vault.status()).state).toBe('unlocked');
  if ((await idsOf('connections.list')).length < 12) {
    for (const connection of seedConnections()) await bench.call('connections.save', { connection });
  }
  const connectionIds = await idsOf('connections.list');
  // The server issues two tokens in eight answers.
  for (const connectionId of connectionIds.slice(0, 16)) {
    await bench.call('tokens.request', { connectionId });
  }
  const tokenIds = await idsOf('tokens.list');
  const own = [
    '',
    server.origin,
    `${server.origin}/token?x=1`,
    'http://127.0.0.1:1',
    'https://idcs-1.identity.invalid/ui/v1/signin',
  ];
  return {
    id: [...connectionIds.slice(0, 20), ...tokenIds.slice(0, 5)],
    connectionId: connectionIds.slice(0, 20),
    tokenId: tokenIds.length === 0 ? ['none'] : tokenIds,
    generation: await idsOf('vault.generations'),
    requestId: ['one', 'two'],
    exchangeIds: await recordedIds(connectionIds),
    domainUrl: own,
    url: own,
    token: own,
    introspection: own,
    revocation: own,
    userinfo: own,
    baseUrl: own,
    path: [...own, '/api', '?x=1'],
    redirectUri: own,
    secret: [secrets.typedSecret],
    privateKey: [secrets.typedSecret],
    refreshToken: [secrets.typedSecret],
    assertion: [secrets.typedSecret],
    password: [secrets.vaultPassword, secrets.newPassword, secrets.typedSecret],
    current: [secrets.vaultPassword, secrets.newPassword],
    next: [secrets.vaultPassword, secrets.newPassword],
    recoveryKey: [secrets.typedSecret],
  };
}

async function recordedIds(connectionIds: readonly string[]): Promise<string[]> {
  const ids = ['none'];
  for (const connectionId of connectionIds.slice(0, 4)) {
    const history = await bench.call('tokens.history', { connectionId });
    if (history.ok) ids.push(...idsIn.parse(history.value).flatMap(({ id }) => id ?? []));
  }
  return ids;
}

const revealing = z.looseObject({ reveal: z.literal(true) });
/** The calls whose purpose is to give a secret out. */
function mayReveal(name: CallName, input: unknown): boolean {
  return name === 'vault.reveal' || (name.endsWith('.curl') && revealing.safeParse(input).success);
}

function textOf(value: unknown): string {
  return JSON.stringify({ value }, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}

async function withinTime(reply: Promise<Result<unknown>>): Promise<Result<unknown> | 'hung'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'hung'>((resolve) => (timer = setTimeout(() => resolve('hung'), HANGS_AFTER_MS)));
  return Promise.race([reply, late]).finally(() => clearTimeout(timer));
}

const called = new Set<CallName>();
const tally = { payloads: 0, answered: 0, refused: 0, hung: 0, bugs: 0, 'untyped errors': 0, 'secrets returned': 0 };
const complaints: string[] = [];

async function tryOne(name: CallName, input: unknown): Promise<void> {
  const given = passwordIn.safeParse(input).data ?? {};
  for (const password of [given.password, given.next]) if (password !== undefined) passwords.add(password);
  const complain = (kind: keyof typeof tally, what: string): void => {
    tally[kind] += 1;
    complaints.push(`${kind}: ${name} ${textOf(what).slice(0, 500)} for ${fc.stringify(input).slice(0, 500)}`);
  };
  tally.payloads += 1;
  called.add(name);
  try {
    const reply = await withinTime(bench.call(name, input));
    if (reply === 'hung') {
      complain('hung', '');
      return;
    }
    // Electron clones a reply on its way to the page; what cannot be cloned would reject there, without a code.
    const text = textOf(structuredClone(reply));
    if (!mayReveal(name, input))
      for (const { secret } of leaksInText(name, text, secrets)) complain('secrets returned', secret);
    const newKey = reply.ok ? recoveryKeyOut.safeParse(reply.value).data?.recoveryKey : undefined;
    if (newKey !== undefined) recoveryKeys.add(newKey);
    if (reply.ok) tally.answered += 1;
    else if (reply.error.code === 'bug') complain('bugs', text);
    else if (!ERROR_CODES.includes(reply.error.code) || reply.error.message === '') complain('untyped errors', text);
    else tally.refused += 1;
  } catch (error) {
    complain('untyped errors', String(error));
  }
}

it(
  `answers ${PAYLOADS} payloads over all channels with values and typed errors`,
  { timeout: 120_000 + PAYLOADS * 100 },
  async () => {
    for (const { name } of CALLS) for (const make of ODD) await tryOne(name, make());
    const odd = tally.payloads;
    for (let round = 0; tally.payloads < PAYLOADS + odd; round += 1) {
      const known = await putInOrder();
      const call = fc.oneof(
        ...CALLS.map(({ name, weight }) => ({
          weight,
          arbitrary: payloadsFor(name, known).map((input) => ({ name, input })),
        })),
      );
      const calls = fc.sample(call, { seed: SEED + round, numRuns: ROUND });
      for (let at = 0; at < calls.length; at += AT_ONCE) {
        if (at % (2 * AT_ONCE) === 0) await unlock();
        await Promise.all(calls.slice(at, at + AT_ONCE).map(({ name, input }) => tryOne(name, input)));
      }
      for (const { name, data } of bench.events.splice(0)) {
        for (const { secret } of leaksInText(name, textOf(data), secrets))
          complaints.push(`event ${name} has ${secret}`);
      }
    }
    for (const { name, cause } of bench.bugs) {
      tally.bugs += 1;
      complaints.push(`cause: ${name} ${cause instanceof Error ? (cause.stack ?? '') : String(cause)}`);
    }
    reportGate('ipc', { ...tally, channels: called.size });
    expect([...new Set(complaints)].slice(0, 20)).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect(called.size).toBe(CALLS.length);
    expect(tally.answered).toBeGreaterThan(PAYLOADS / 10);
  },
);
