import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { connectionInput } from '#contract/connection.ts';
import { saveConnection } from '../../main/core/oauth/connections.ts';
import { refreshToken, requestToken } from '../../main/core/oauth/requestToken.ts';
import { createTokenDesk } from '../../main/core/oauth/tokenDesk.ts';
import { readMaterial } from '../../main/keys/readMaterial.ts';
import { newId, Vault } from '../../main/vault/vault.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { gateSize, reportGate } from '../support/gates.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';
import { createTestSendHttp } from '../support/sendHttp.ts';
import { bundle } from '../support/vault/bundle.ts';
import { optionsFor } from '../support/vault/options.ts';

const KILLS = gateSize('REFRESH_KILLS', 20);
const PASSWORD = 'a vault password';

let authority: CertificateAuthority;
let server: RunningServer;
let folder: string;
let file: string;

beforeAll(async () => {
  authority = await createCertificateAuthority();
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-refresh-'));
  file = await bundle(new URL('../support/refreshingProcess.ts', import.meta.url));
  server = await startOidcProvider({
    keys: await authority.issue(),
    users: { jane: 'pass' },
    clients: [{ client_id: 'app', grant_types: ['password', 'refresh_token'], token_endpoint_auth_method: 'none' }],
  });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Works on the vault as the app does after its next start. */
async function inVault<Value>(work: (desk: ReturnType<typeof createTokenDesk>) => Promise<Value>): Promise<Value> {
  const vault = new Vault(optionsFor(folder));
  try {
    if ((await vault.status()).state === 'absent') await vault.create({ password: PASSWORD, useOsKeyring: false });
    else await vault.unlock({ password: PASSWORD });
    return await work(createTokenDesk({ records: vault, sendHttp: createTestSendHttp(), now: Date.now, newId }));
  } finally {
    await vault.close();
  }
}

async function signIn(): Promise<string> {
  return inVault(async (desk) => {
    const input = connectionInput.parse({
      name: 'Killed',
      domainUrl: server.origin,
      tls: { caCertificates: authority.certificate },
      clientId: 'app',
      clientAuth: { method: 'none' },
      grant: { type: 'password', username: 'jane', password: 'pass' },
      scope: 'openid offline_access',
    });
    const { id } = await saveConnection({ ...desk, readKey: async (question) => readMaterial(question) }, input);
    const outcome = await requestToken(desk, { connectionId: id });
    if (outcome.kind !== 'issued') throw new Error('refused');
    return outcome.token.id;
  });
}

/** Lets a process refresh the token, and kills it; how many refreshes it had acknowledged, and what it was refused. */
async function killWhileRefreshing(tokenId: string): Promise<{ refreshes: number; refusals: string[] }> {
  const child = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const exited = once(child, 'exit');
  const told: string[] = [];
  const started = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      told.push(z.string().parse(message));
      if (message !== 'ready') resolve();
    });
  });
  await once(child, 'message');
  child.send({ folder, password: PASSWORD, tokenId });
  await started;
  // The length of this wait is the input of the test: the kill hits a request, a reply, or a save.
  await wait(Math.random() * 120);
  child.kill('SIGKILL');
  await exited;
  return {
    refreshes: told.filter((each) => each === 'refreshed').length,
    refusals: told.filter((each) => each.startsWith('refused')),
  };
}

it(
  `keeps a good refresh token, or says what to do, in ${KILLS} kills`,
  { timeout: 60_000 + KILLS * 6_000 },
  async () => {
    const tally = { kills: 0, refreshes: 0, 'still good': 0, 'sign in again': 0 };
    let tokenId = await signIn();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { refreshes, refusals } = await killWhileRefreshing(tokenId);
      // While it lived, every refresh token that it stored was the one that was good.
      expect(refusals).toEqual([]);
      tally.kills += 1;
      tally.refreshes += refreshes;
      const outcome = await inVault((desk) => refreshToken(desk, tokenId));
      if (outcome.kind === 'issued') {
        tally['still good'] += 1;
        continue;
      }
      // Killed between the server's rotation and the save: nobody has the new token. The person is told so, with what to do.
      tally['sign in again'] += 1;
      const causes = outcome.diagnosis.findings.map(({ cause }) => cause);
      expect([outcome.error, causes.some((cause) => cause.startsWith('grant.refresh-'))]).toEqual([
        'invalid_grant',
        true,
      ]);
      expect(outcome.diagnosis.findings[0]?.fix.length).toBeGreaterThan(0);
      tokenId = await signIn();
    }
    reportGate('refresh, killed', tally);
    expect(tally['still good']).toBeGreaterThan(0);
    expect(tally.refreshes).toBeGreaterThanOrEqual(KILLS);
  },
);
