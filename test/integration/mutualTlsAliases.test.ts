import { describe, expect, it } from 'vitest';
import { introspectToken, revokeToken } from '../../main/core/oauth/tokens/inquiry.ts';
import { addToken } from '../../main/core/oauth/tokens/storedToken.ts';
import { answerWith } from '../support/cannedReply.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import { createFlowBench } from '../support/flowBench.ts';

const DOMAIN = 'https://login.example.com';
const MTLS = 'https://mtls.example.com';
const ALIASES = {
  device_authorization_endpoint: `${MTLS}/device`,
  introspection_endpoint: `${MTLS}/introspect`,
  revocation_endpoint: `${MTLS}/revoke`,
};

/** A client with a certificate at a server whose metadata says this; every other request is refused. */
async function startClient(metadata: object) {
  const authority = await createCertificateAuthority();
  const { certificate, privateKey } = await authority.issue({ subject: 'the-client', names: [], purpose: 'client' });
  const sendHttp = answerWith(({ purpose }) =>
    purpose === 'discovery' ? { body: JSON.stringify(metadata) } : { status: 400, body: '{"error":"invalid_request"}' },
  );
  const bench = createFlowBench({ sendHttp });
  const connectionId = await bench.save({
    domainUrl: DOMAIN,
    clientAuth: { method: 'tls_client_auth', certificate, privateKey },
    grant: { type: 'device_code' },
    scope: 'openid',
  });
  const { records } = bench;
  await records.transact((transaction) =>
    addToken(records, transaction, {
      ...{ id: 'token-1', connectionId, accessToken: 'opaque', tokenType: 'Bearer', obtainedAt: Date.now() },
      ...{ grantType: 'device_code', refreshCount: 0 },
    }),
  );
  const askedAt = (): string[] =>
    sendHttp.requests.filter(({ purpose }) => purpose !== 'discovery').map(({ url }) => url);
  return { bench, connectionId, askedAt };
}

describe('the aliases of a server for clients with a certificate', () => {
  it('are where the device code, an introspection and a revocation are asked for', async () => {
    const { bench, connectionId, askedAt } = await startClient({ issuer: DOMAIN, mtls_endpoint_aliases: ALIASES });
    await bench.flows.request({ connectionId });
    await expect(introspectToken(bench.desk, 'token-1')).rejects.toMatchObject({ code: 'protocol.unexpected-reply' });
    expect(await revokeToken(bench.desk, 'token-1')).toMatchObject({ accepted: false });
    expect(askedAt()).toEqual([`${MTLS}/device`, `${MTLS}/introspect`, `${MTLS}/revoke`]);
  });

  it('are not needed for a device code, which an identity domain gives at its usual endpoint', async () => {
    const { bench, connectionId, askedAt } = await startClient({
      issuer: DOMAIN,
      secure_token_endpoint: `${MTLS}/token`,
    });
    await bench.flows.request({ connectionId });
    expect(askedAt()).toEqual([`${DOMAIN}/oauth2/v1/device`]);
  });
});
