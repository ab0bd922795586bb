import { describe, expect, it } from 'vitest';
import type { Header } from '#contract/exchange.ts';
import { diagnoseApiRefusal } from '../../../../main/core/diagnosis/apiRefusal.ts';
import { challengeOf, claimsOf } from '../../../../main/core/diagnosis/apiRefusalContext.ts';
import { diagnoseAnswer } from '../../../../main/core/request/apiDiagnosis.ts';
import { presentBody } from '../../../../main/core/request/apiBody.ts';
import type { Canned } from '../../../support/cannedReply.ts';
import { cannedReply } from '../../../support/cannedReply.ts';
import { NOON } from '../../../support/oauthBench.ts';

const REST = 'https://utilities.example.com/demo/test/ccs/rest/apis/CM/customer/CM-GetAccount';
const SECONDS = NOON / 1000;
/** A sound token of client credentials for that host. */
const SOUND = {
  iss: 'https://identity.oraclecloud.com/',
  aud: 'https://utilities.example.com:443',
  scope: '/rest/*',
  sub: 'client-1',
  client_id: 'client-1',
  sub_type: 'client',
  iat: SECONDS - 60,
  exp: SECONDS + 3600,
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2lnbmF0dXJl`;
const challenge = (text: string): Header[] => [['WWW-Authenticate', text]];
const JSON_TYPE: Header = ['Content-Type', 'application/json'];

interface Refused extends Canned {
  url?: string;
  token?: string | undefined;
}

function diagnose({ url = REST, token = jwt(SOUND), ...canned }: Refused) {
  const headers: Header[] = token === '' ? [] : [['Authorization', `Bearer ${token}`]];
  const request = {
    purpose: 'api' as const,
    method: 'GET',
    url,
    headers,
    route: { proxy: { mode: 'none' as const } },
    maxBodyBytes: 1000,
    totalTimeoutMs: 1000,
    secrets: [],
  };
  const reply = cannedReply(request, { status: 401, headers: [], ...canned });
  return diagnoseAnswer(reply, presentBody(reply), { headers, expiresAt: undefined, secrets: [], now: NOON });
}

describe('the first cause of an API’s refusal', () => {
  it.each<[string, string, Refused]>([
    ['a bare challenge without a token', 'token.missing', { token: '', headers: challenge('Bearer') }],
    [
      'a token that something on the way dropped',
      'token.missing',
      {
        headers: challenge(
          'Bearer error="invalid_request", error_description="No access token was provided in this request"',
        ),
      },
    ],
    [
      'a token past its end',
      'token.expired',
      { token: jwt({ ...SOUND, exp: SECONDS - 5 }), headers: challenge('Bearer') },
    ],
    ['the words of PyJWT', 'token.expired', { headers: [JSON_TYPE], body: '{"detail":"Signature has expired."}' }],
    [
      'a server whose clock is behind, for which the token lies in the future',
      'clock.skew',
      {
        headers: challenge('Bearer error="invalid_token", error_description="not yet valid"'),
        clockSkewSeconds: -600,
        token: jwt({ ...SOUND, iat: SECONDS }),
      },
    ],
    [
      'the words of Oracle Analytics',
      'token.audience',
      { headers: challenge('Bearer error="invalid_token", error_description="Token Audience"') },
    ],
    ['a token of TEST at PROD', 'token.audience', { url: REST.replace('utilities', 'prod'), headers: [] }],
    [
      'a challenge that names the scope',
      'token.insufficient-scope',
      { status: 403, headers: challenge('Bearer error="insufficient_scope", scope="orders.write"') },
    ],
    ['a SOAP scope at a REST service', 'token.insufficient-scope', { token: jwt({ ...SOUND, scope: '/soap/*' }) }],
    [
      'an integration scope at the developer API',
      'token.insufficient-scope',
      {
        url: 'https://utilities.example.com/ic/api/integration/v1/integrations',
        token: jwt({ ...SOUND, scope: 'https://utilities.example.com:443urn:opc:resource:consumer::all' }),
      },
    ],
    [
      'a client’s token where a user is wanted',
      'token.client-token-for-user',
      { headers: challenge('Bearer error="invalid_session"') },
    ],
    [
      'an issuer that is not trusted',
      'domain.issuer-mismatch',
      { headers: [JSON_TYPE], body: '{"m":"JWT issuer is not trusted or not specified"}' },
    ],
    [
      'a signature that does not verify',
      'token.signature',
      {
        headers: challenge('Bearer error="invalid_token", error_description="Signed JWT rejected: Invalid signature"'),
      },
    ],
    [
      'what is no JWT',
      'token.malformed',
      {
        token: 'opaque',
        headers: challenge(
          'Bearer error="invalid_token", error_description="Invalid JWT serialization: Missing dot delimiter(s)"',
        ),
      },
    ],
    [
      'a page of a firewall',
      'api.gateway-block',
      { status: 403, headers: [['Content-Type', 'text/html']], body: '<html><title>Request Rejected' },
    ],
    ['a sound token of a client that is no user there', 'api.user-unknown', { headers: [] }],
    [
      'a user without a role at Oracle Analytics',
      'api.role-missing',
      { headers: [JSON_TYPE], body: '{"user":"jane","status":"unauthorized"}' },
    ],
    [
      'a 403 to a sound token',
      'api.role-missing',
      { status: 403, headers: [JSON_TYPE], body: '{"title":"Forbidden"}' },
    ],
  ])('%s: %s', async (_, cause, refused) => {
    const { findings = [] } = (await diagnose(refused)) ?? {};
    expect(findings.map((finding) => finding.cause)[0]).toBe(cause);
    expect(findings[0]?.fix.length).toBeGreaterThan(0);
  });

  it('quotes nothing of a token that the server echoes', async () => {
    const token = jwt(SOUND);
    const body = JSON.stringify({ message: `Token ${token} has expired` });
    expect(JSON.stringify(await diagnose({ token, headers: [JSON_TYPE], body }))).not.toContain(token.slice(10, 60));
  });

  it('is given for 401 and 403 alone', async () => {
    expect(await Promise.all([200, 400, 404, 500].map((status) => diagnose({ status })))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('names every cause once, the likeliest first', async () => {
    const url = new URL('https://other.example/soap/x');
    const replyHeaders = challenge(
      'Bearer error="invalid_token", error_description="audience, issuer and signature expired"',
    );
    const claims = claimsOf(jwt({ ...SOUND, exp: SECONDS - 1 }));
    const { findings } = await diagnoseApiRefusal({
      status: 401,
      replyHeaders,
      challenge: challengeOf(replyHeaders) ?? {},
      body: '',
      isHtml: false,
      url,
      hasToken: true,
      ...(claims && { claims }),
      serverNow: NOON,
      clockSkewSeconds: 0,
    });
    const likelihoods = findings.map(({ confidence }) => confidence);
    expect(likelihoods).toEqual(likelihoods.toSorted((a, b) => b - a));
    expect(new Set(findings.map(({ cause }) => cause)).size).toBe(findings.length);
    expect(findings.length).toBeGreaterThan(3);
  });
});

describe('a challenge', () => {
  it.each([
    [
      'Bearer realm="a, b", error="invalid_token", error_description="say \\"no\\""',
      { error: 'invalid_token', description: 'say "no"' },
    ],
    ['Bearer error=invalid_token', { error: 'invalid_token' }],
    ['Negotiate', {}],
  ])('%s', (value, expected) => {
    expect(challengeOf([['www-authenticate', value]])).toEqual(expected);
  });

  it('of Bearer is taken before any other', () => {
    expect(challengeOf([...challenge('Basic realm="x"'), ...challenge('Bearer error="invalid_token"')])).toEqual({
      error: 'invalid_token',
    });
    expect(challengeOf([])).toBeUndefined();
  });
});
