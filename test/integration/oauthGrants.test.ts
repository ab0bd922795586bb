import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientAuthMethod, ConnectionInput } from '#contract/connection.ts';
import { introspectToken, requestUserInfo, revokeToken } from '../../main/core/oauth/tokens/inquiry.ts';
import { refreshToken, requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { readToken } from '../../main/core/oauth/tokens/storedToken.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { createOAuthBench, issuedToken } from '../support/oauthBench.ts';
import type { OAuthBench } from '../support/oauthBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';

const SECRET = '50%+:&= /?#~*"\'\\100';
const PASSWORD = 'pa:ss+wo%rd&=é€ ';
const METHODS = ['client_secret_basic', 'client_secret_post'] as const;
const GRANTS = ['client_credentials', 'password', 'refresh_token'];

let authority: CertificateAuthority;
let keys: KeyPair;

beforeAll(async () => {
  authority = await createCertificateAuthority();
  keys = await authority.issue();
});

function clientAuth(method: ClientAuthMethod, secret = SECRET): ConnectionInput['clientAuth'] {
  return { method, secret };
}

describe('against oidc-provider', () => {
  let server: RunningServer;
  let bench: OAuthBench;

  beforeAll(async () => {
    server = await startOidcProvider({
      keys,
      users: { 'jane+doe@example.com': PASSWORD },
      clients: [
        ...METHODS.map((method) => ({
          client_id: `client:${method}`,
          client_secret: SECRET,
          grant_types: GRANTS,
          token_endpoint_auth_method: method,
          scope: 'openid offline_access api:read',
        })),
        {
          client_id: 'public',
          grant_types: ['password', 'refresh_token'],
          token_endpoint_auth_method: 'none',
        },
        {
          client_id: 'no-password',
          client_secret: SECRET,
          grant_types: ['client_credentials'],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
    });
    bench = createOAuthBench({ now: () => Date.now() });
  });
  afterAll(() => server.stop());

  const connect = (input: Partial<ConnectionInput>): Promise<string> =>
    bench.save({ domainUrl: server.origin, tls: { caCertificates: authority.certificate }, scope: '', ...input });
  const passwordGrant = (password = PASSWORD): ConnectionInput['grant'] => ({
    type: 'password',
    username: 'jane+doe@example.com',
    password,
  });
  const userScope = 'openid offline_access';

  describe.each(METHODS)('with %s', (method) => {
    const base = { clientId: `client:${method}`, clientAuth: clientAuth(method) };

    it('issues a token for client credentials', async () => {
      const connectionId = await connect({ ...base, scope: 'api:read' });
      const outcome = await requestToken(bench.desk, { connectionId });
      expect(outcome).toMatchObject({
        kind: 'issued',
        token: { tokenType: 'Bearer', scope: 'api:read' },
        warnings: [],
      });
    });

    it('refuses a wrong secret', async () => {
      const connectionId = await connect({ ...base, clientAuth: clientAuth(method, 'wrong') });
      const outcome = await requestToken(bench.desk, { connectionId });
      expect(outcome).toMatchObject({ kind: 'refused', status: 401, error: 'invalid_client' });
      expect(outcome.kind === 'refused' && outcome.diagnosis.findings[0]?.cause).toBe('client.credentials-wrong');
    });

    it('refuses a scope that the client may not ask for', async () => {
      const connectionId = await connect({ ...base, scope: 'api:write' });
      const outcome = await requestToken(bench.desk, { connectionId });
      expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_scope' });
    });

    it('issues a token for a password, and refreshes it twice', async () => {
      const connectionId = await connect({ ...base, grant: passwordGrant(), scope: userScope });
      const outcome = await requestToken(bench.desk, { connectionId });
      expect(outcome).toMatchObject({ kind: 'issued', token: { refreshToken: true, refreshCount: 0 }, warnings: [] });
      const { id: tokenId, accessToken } = issuedToken(outcome);
      const first = issuedToken(await refreshToken(bench.desk, tokenId));
      const second = issuedToken(await refreshToken(bench.desk, tokenId));
      expect([first.refreshCount, second.refreshCount]).toEqual([1, 2]);
      expect(new Set([accessToken, first.accessToken, second.accessToken]).size).toBe(3);
      expect(second.id).toBe(tokenId);
    });

    it('refuses a wrong password', async () => {
      const connectionId = await connect({ ...base, grant: passwordGrant('wrong'), scope: userScope });
      const outcome = await requestToken(bench.desk, { connectionId });
      expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
      expect(outcome.kind === 'refused' && outcome.diagnosis.findings[0]?.cause).toBe('user.credentials-wrong');
    });

    it('begins with a refresh token, keeps its successor in the connection and is refused with the first one', async () => {
      const first = await connect({ ...base, grant: passwordGrant(), scope: userScope });
      const { id } = issuedToken(await requestToken(bench.desk, { connectionId: first }));
      const given = readToken(bench.records, id).refreshToken ?? '';
      const grant = { type: 'refresh_token', refreshToken: given } as const;
      const connectionId = await connect({ ...base, grant });
      expect(await requestToken(bench.desk, { connectionId })).toMatchObject({ kind: 'issued' });
      expect(await requestToken(bench.desk, { connectionId })).toMatchObject({ kind: 'issued' });
      const stale = await requestToken(bench.desk, { connectionId: await connect({ ...base, grant }) });
      expect(stale).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
    });

    it('introspects and revokes', async () => {
      const connectionId = await connect({ ...base, grant: passwordGrant(), scope: userScope });
      const { id } = issuedToken(await requestToken(bench.desk, { connectionId }));
      expect(await introspectToken(bench.desk, id)).toMatchObject({
        active: true,
        claims: { client_id: base.clientId, sub: 'jane+doe@example.com' },
      });
      expect(await requestUserInfo(bench.desk, id)).toMatchObject({ claims: { sub: 'jane+doe@example.com' } });
      expect(await revokeToken(bench.desk, id)).toMatchObject({ accepted: true, status: 200 });
      expect(await introspectToken(bench.desk, id)).toMatchObject({ active: false });
      const userInfo = requestUserInfo(bench.desk, id);
      await expect(userInfo).rejects.toMatchObject({ code: 'protocol.unexpected-reply' });
    });
  });

  it('serves a client without a secret', async () => {
    const connectionId = await connect({
      clientId: 'public',
      clientAuth: { method: 'none' },
      grant: passwordGrant(),
      scope: 'openid',
    });
    const outcome = await requestToken(bench.desk, { connectionId });
    expect(outcome).toMatchObject({ kind: 'issued' });
    expect(outcome.kind === 'issued' && outcome.warnings.map(({ cause }) => cause)).toEqual([
      'scope.no-offline-access',
    ]);
  });

  it('names the grant that the client may not use', async () => {
    const connectionId = await connect({
      clientId: 'no-password',
      clientAuth: clientAuth('client_secret_basic'),
      grant: passwordGrant(),
    });
    const outcome = await requestToken(bench.desk, { connectionId });
    expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_request' });
    expect(outcome.kind === 'refused' && outcome.diagnosis.findings[0]?.cause).toBe('client.grant-not-allowed');
  });

  it('says at which host a certificate is not trusted', async () => {
    const connectionId = await connect({ tls: {} });
    const asked = requestToken(bench.desk, { connectionId });
    await expect(asked).rejects.toMatchObject({ details: { host: new URL(server.origin).host } });
  });
});
