import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectionInput } from '#contract/connection.ts';
import { saveConnection } from '../../main/core/oauth/connection/connections.ts';
import { refreshToken, requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { createTokenDesk } from '../../main/core/oauth/tokens/tokenDesk.ts';
import { readMaterial } from '../../main/keys/readMaterial.ts';
import { newId } from '../../main/vault/newId.ts';
import { Vault } from '../../main/vault/vault.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { gateSize, reportGate } from '../support/gates.ts';
import { issuedToken } from '../support/oauthBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import { createTestSendHttp } from '../support/sendHttp.ts';
import { bundle } from '../support/vault/bundle.ts';
import { optionsFor } from '../support/vault/options.ts';

const KILLS = gateSize('REFRESH_KILLS', 15);
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

/** Signs in by the password grant; the id of the token. */
async function signIn(at: { domainUrl: string; caCertificates?: string }): Promise<string> {
  return inVault(async (desk) => {
    const { domainUrl, caCertificates } = at;
    const input = connectionInput.parse({
      name: 'Killed',
      domainUrl,
      ...(caCertificates === undefined ? {} : { tls: { caCertificates } }),
      clientId: 'app',
      clientAuth: { method: 'none' },
      grant: { type: 'password', username: 'jane', password: 'pass' },
      scope: 'openid offline_access',
    });
    const { id } = await saveConnection({ ...desk, readKey: async (question) => readMaterial(question) }, input);
    return issuedToken(await requestToken(desk, { connectionId: id })).id;
  });
}

/** Lets a process refresh the token until `enough`, then kills it; what it had told by then. */
async function killWhileRefreshing(tokenId: string, enough: (firstRefresh: Promise<void>) => Promise<void>) {
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
  await enough(started);
  child.kill('SIGKILL');
  await exited;
  return {
    refreshes: told.filter((each) => each === 'refreshed').length,
    refusals: told.filter((each) => each.startsWith('refused')),
  };
}

const refreshAgain = (tokenId: string) => inVault((desk) => refreshToken(desk, tokenId));

it(
  `keeps a good refresh token, or says what to do, in ${KILLS} kills`,
  { timeout: 60_000 + KILLS * 6_000 },
  async () => {
    const domain = { domainUrl: server.origin, caCertificates: authority.certificate };
    const tally = { kills: 0, refreshes: 0, 'still good': 0, 'sign in again': 0 };
    let tokenId = await signIn(domain);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { refreshes, refusals } = await killWhileRefreshing(tokenId, async (firstRefresh) => {
        await firstRefresh;
        // The length of this wait is the input of the test: the kill hits a request, a reply, or a save.
        await wait(Math.random() * 120);
      });
      // While it lived, every refresh token that it stored was the one that was good.
      expect(refusals).toEqual([]);
      tally.kills += 1;
      tally.refreshes += refreshes;
      // A vault that the kill had damaged would not open here.
      const outcome = await refreshAgain(tokenId);
      if (outcome.kind === 'issued') {
        tally['still good'] += 1;
        continue;
      }
      // Killed between the server's rotation and the save: nobody has the new token. The person is told just that, with what to do.
      tally['sign in again'] += 1;
      expect([outcome.error, outcome.diagnosis.findings[0]?.cause]).toEqual([
        'invalid_grant',
        'grant.refresh-unanswered',
      ]);
      expect(outcome.diagnosis.findings[0]?.fix.length).toBeGreaterThan(0);
      tokenId = await signIn(domain);
    }
    reportGate('refresh, killed', tally);
    expect(tally['still good']).toBeGreaterThan(0);
    expect(tally.refreshes).toBeGreaterThanOrEqual(KILLS);
  },
);

/** A server that rotates refresh tokens, and keeps its answers to itself while it is silent. `overlap`: the one before stays good. */
async function startRotatingServer(overlap: boolean) {
  let isSilent = false;
  let issued = 0;
  const rotating = await startRecordingServer(({ body }, response) => {
    const form = new URLSearchParams(body);
    const good = overlap ? [issued, issued - 1] : [issued];
    const isGood = form.get('grant_type') === 'password' || good.some((at) => form.get('refresh_token') === `r-${at}`);
    if (isGood) issued += 1;
    if (isSilent) return;
    const reply = isGood
      ? { access_token: `a-${issued}`, refresh_token: `r-${issued}`, token_type: 'Bearer', expires_in: 600 }
      : { error: 'invalid_grant', error_description: 'The token has already been consumed.' };
    response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  return { ...rotating, setSilent: (value: boolean) => void (isSilent = value) };
}

describe('killed after the server has rotated and before it has answered', () => {
  async function outcomeAfterKill(overlap: boolean) {
    const rotating = await startRotatingServer(overlap);
    try {
      const tokenId = await signIn({ domainUrl: rotating.origin });
      rotating.setSilent(true);
      await killWhileRefreshing(tokenId, () => vi.waitFor(() => expect(rotating.received).toHaveLength(2)));
      rotating.setSilent(false);
      const first = await refreshAgain(tokenId);
      return { first, second: await refreshAgain(tokenId) };
    } finally {
      await rotating.stop();
    }
  }

  it('uses the old token again, which a server with an overlap takes, and goes on with the new one', async () => {
    const { first, second } = await outcomeAfterKill(true);
    expect([first.kind, second.kind]).toEqual(['issued', 'issued']);
  });

  it('tells that the answer was lost, however often it is asked', async () => {
    const outcomes = await outcomeAfterKill(false);
    for (const outcome of [outcomes.first, outcomes.second]) {
      if (outcome.kind !== 'refused') throw new Error('the server took a token that it had replaced');
      expect(outcome.diagnosis.findings[0]).toMatchObject({
        cause: 'grant.refresh-unanswered',
        evidence: expect.arrayContaining([expect.objectContaining({ where: 'vault' })]) as unknown,
      });
    }
  });
});
