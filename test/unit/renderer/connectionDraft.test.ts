import { describe, expect, it } from 'vitest';
import { connectionInput } from '#contract/connection.ts';
import type { Connection } from '#contract/connection.ts';
import { EMPTY_DRAFT, draftOf, inputOf, suggestedName } from '../../../renderer/features/connections/draft.ts';

const stored: Connection = {
  id: 'c1',
  name: 'Meter reads',
  environment: 'TEST01',
  notes: 'ask Ada',
  domainUrl: 'https://idcs-1.identity.oraclecloud.com',
  endpoints: { token: 'https://secure.example.com/oauth2/v1/token' },
  clientId: 'client',
  clientAuth: {
    method: 'private_key_jwt',
    // The form knows the day, which is good until its end.
    secretExpiresAt: new Date(2027, 0, 31, 23, 59, 59, 999).getTime(),
    privateKey: { present: true, hint: 'RSA, 2048 bits' },
    certificate: '-----BEGIN CERTIFICATE-----',
    keyId: 'alias',
    thumbprints: 'x5t',
    algorithm: 'RS256',
    audience: 'https://identity.oraclecloud.com/',
    lifetimeSeconds: 120,
  },
  grant: {
    type: 'jwt_bearer',
    subject: 'ada',
    audience: 'aud',
    lifetimeSeconds: 60,
    extraParameters: { display: 'x' },
  },
  scope: 'https://api.example.com:443/rest/*',
  api: { baseUrl: 'https://api.example.com/' },
  tls: { caCertificates: 'PEM' },
  proxy: { mode: 'manual', url: 'http://proxy.example.com:8080' },
  sandbox: false,
  createdAt: 1,
  updatedAt: 2,
};

describe('the draft of a connection', () => {
  it('goes from the stored connection to the form and back without losing a field, and names no secret', () => {
    const input = connectionInput.parse(inputOf(draftOf(stored), {}, stored.id));
    expect(input).toEqual({
      id: 'c1',
      name: 'Meter reads',
      environment: 'TEST01',
      notes: 'ask Ada',
      domainUrl: stored.domainUrl,
      endpoints: stored.endpoints,
      clientId: 'client',
      clientAuth: {
        method: 'private_key_jwt',
        secretExpiresAt: stored.clientAuth.secretExpiresAt,
        certificate: stored.clientAuth.certificate,
        keyId: 'alias',
        thumbprints: 'x5t',
        algorithm: 'RS256',
        audience: 'https://identity.oraclecloud.com/',
        lifetimeSeconds: 120,
      },
      grant: {
        type: 'jwt_bearer',
        subject: 'ada',
        audience: 'aud',
        lifetimeSeconds: 60,
        extraParameters: { display: 'x' },
      },
      scope: stored.scope,
      api: stored.api,
      tls: stored.tls,
      proxy: stored.proxy,
    });
  });

  it('sends a typed secret where it belongs, null for a removed one, and nothing for a kept one', () => {
    const typed = { 'clientAuth.secret': 's3cret', 'grant.password': null } as const;
    const input = inputOf({ ...EMPTY_DRAFT, clientId: 'c', domainUrl: 'd' }, typed, undefined);
    expect(input.clientAuth.secret).toBe('s3cret');
    expect(input.grant.password).toBeNull();
    expect('refreshToken' in input.grant).toBe(false);
    expect('id' in input).toBe(false);
  });

  it('leaves the domain out only when an endpoint stands for it, so that main can ask for what is missing', () => {
    expect('domainUrl' in inputOf(EMPTY_DRAFT, {}, undefined)).toBe(true);
    const endpoints = { ...EMPTY_DRAFT.endpoints, token: 'https://as.example.com/token' };
    expect('domainUrl' in inputOf({ ...EMPTY_DRAFT, endpoints }, {}, undefined)).toBe(false);
  });

  it('names a nameless connection after host and client', () => {
    expect(
      suggestedName({ domainUrl: 'https://idcs-1.identity.oraclecloud.com:443/ui/v1/signin', clientId: ' c ' }),
    ).toBe('idcs-1 · c');
    expect(suggestedName({ domainUrl: '', clientId: '' })).toBe('');
  });
});
