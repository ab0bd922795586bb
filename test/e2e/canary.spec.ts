import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ConnectionInput } from '#contract/connection.ts';
import { makeCanary, plant } from '../support/canary.ts';
import { reportGate } from '../support/gates.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { startRudeServer } from '../support/rudeServer.ts';
import { answerDialogs, createVault, lockVault } from '../support/steps.ts';

const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const;
const GRANTS = ['client_credentials', 'password', 'saml2_bearer', 'token_exchange', 'refresh_token'] as const;

/** Every grant with every authentication that sends or signs with a secret, a canary in each field that takes one. */
function plantedConnections(origin: string): ConnectionInput[] {
  return GRANTS.flatMap((type) =>
    METHODS.map((method) => {
      const name = `${type} by ${method}`;
      const canary = (field: string): string => makeCanary(`${field} of ${name}`);
      return {
        name,
        endpoints: { token: `${origin}/token`, introspection: `${origin}/introspect`, revocation: `${origin}/revoke` },
        clientId: `client ${name}`,
        clientAuth: { method, secret: canary('secret') },
        grant: {
          type,
          username: 'jane',
          password: canary('password'),
          refreshToken: canary('refreshToken'),
          assertion: plant(`assertion of ${name}`, `<saml2:Assertion>${randomUUID()}</saml2:Assertion>`),
          subjectToken: canary('subjectToken'),
          subjectTokenType: 'urn:ietf:params:oauth:token-type:access_token',
          actorToken: canary('actorToken'),
          actorTokenType: 'urn:ietf:params:oauth:token-type:access_token',
        },
        scope: 'all',
        proxy: { mode: 'none' as const },
      };
    }),
  );
}

test('a server that gives back all it was sent gets no secret onto the page, the disk, the log or a command line', async () => {
  test.setTimeout(120_000);
  const server = await startRudeServer(plant('refresh token of the server', randomUUID()));
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerDialogs(app, join(profile.path, 'exported.har'));
  const planted = plantedConnections(server.origin);
  const kinds = await page.evaluate(async (connections) => {
    const { grantsmith } = window;
    const seen: string[] = [];
    for (const connection of connections) {
      const saved = await grantsmith.connections.save({ connection });
      if (!saved.ok) throw new Error(saved.error.message);
      const { id } = saved.value;
      await grantsmith.connections.get({ id });
      await grantsmith.tokens.curl({ connectionId: id, reveal: false });
      for (let round = 0; round < 5; round += 1) {
        const asked = await grantsmith.tokens.request({ connectionId: id });
        seen.push(asked.ok ? asked.value.kind : asked.error.code);
      }
      const tokens = await grantsmith.tokens.list({ connectionId: id });
      for (const { id: tokenId } of tokens.ok ? tokens.value : []) {
        await grantsmith.tokens.introspect({ tokenId });
        await grantsmith.tokens.refresh({ tokenId });
        await grantsmith.tokens.revoke({ tokenId });
      }
      await grantsmith.tokens.history({ connectionId: id });
      await grantsmith.tokens.saveHar({ connectionId: id });
    }
    return seen;
  }, planted);
  // Each kind of answer that the server has came of it.
  const answers = ['issued', 'refused', 'network.interrupted', 'protocol.redirected', 'protocol.not-json'];
  expect(kinds).toEqual(expect.arrayContaining(answers));

  await page.getByRole('button', { name: /^password by client_secret_basic/ }).click();
  await expect(page.getByRole('tab', { name: 'Token', exact: true })).toBeVisible();
  const content = await page.content();
  for (const { clientAuth, grant } of planted) {
    for (const secret of [clientAuth.secret, grant.password]) expect(content).not.toContain(secret);
  }
  await lockVault(page);
  await close();
  await server.stop();
  const searched = await profile.remove();
  reportGate('canary', { planted: planted.length * 6, ...searched, leaks: 0 });
  expect(searched.secrets).toBeGreaterThan(60);
});
