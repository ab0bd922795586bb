import { describe, expect, it } from 'vitest';
import type { Exchange, TlsFacts } from '#contract/exchange.ts';
import type { ErrorCode } from '#contract/result.ts';
import { checkClock, checkNetwork, checkTls, hasAnswered } from '../../../../../main/core/diagnosis/checkUp/way.ts';
import { NOON } from '../../../../support/oauthBench.ts';

const url = 'https://idcs-1.identity.oraclecloud.com/.well-known/openid-configuration';
const DAY_MS = 86_400_000;

const exchange = (part: Partial<Exchange> = {}): Exchange => ({
  id: 'one',
  purpose: 'discovery',
  startedAt: NOON,
  request: { method: 'GET', url, headers: [] },
  timings: { dns: 12.4, connect: 30, tls: 45, firstByte: 200, download: 1, total: 290 },
  ...part,
});
const answered = (part: Partial<Exchange> = {}): Exchange =>
  exchange({
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: '1.1',
      headers: [],
      body: { bytes: 0, truncated: false, contentType: '' },
    },
    ...part,
  });
const failed = (code: ErrorCode): Exchange =>
  exchange({ failure: { code, message: 'It failed.', details: { phase: 'connect', reason: 'ENOTFOUND' } } });
const tls = (validTo: number, issuer = 'CN=DigiCert Global G2, O=DigiCert Inc, C=US'): TlsFacts => ({
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  subject: 'CN=identity.oraclecloud.com',
  issuer,
  subjectAlternativeNames: ['DNS:*.identity.oraclecloud.com'],
  validFrom: new Date(NOON - DAY_MS).toISOString(),
  validTo: new Date(validTo).toISOString(),
  fingerprint256: 'AA',
  clientCertificate: false,
});

describe('the network', () => {
  it.each([
    ['network.dns', 'bad'],
    ['network.refused', 'bad'],
    ['network.timeout', 'bad'],
    ['network.proxy', 'bad'],
    ['tls.expired', 'good'],
    ['protocol.malformed-http', 'good'],
  ] as const)('with %s is %s: what comes after the connection is not its fault', async (code, verdict) => {
    expect((await checkNetwork({ url, exchange: failed(code) }, NOON)).verdict).toBe(verdict);
  });

  it('shows its figures, and where it failed', async () => {
    const good = await checkNetwork({ url, exchange: answered({ proxy: 'http://proxy.example:8080' }) }, NOON);
    expect(good.seen.map(({ where, quote }) => `${where}: ${quote}`)).toEqual([
      'host: idcs-1.identity.oraclecloud.com',
      'way: proxy http://proxy.example:8080',
      'name lookup: 12 ms',
      'TCP connection: 30 ms',
    ]);
    const bad = await checkNetwork({ url, exchange: failed('network.dns') }, NOON);
    expect(bad.seen).toContainEqual({ where: 'failed in', quote: 'phase connect, ENOTFOUND' });
    expect(bad.findings[0]?.cause).toBe('network.dns');
  });

  it('measures nothing on a connection that was still open, and says so', async () => {
    const timings = { dns: 0, connect: 0, tls: 0, firstByte: 5, download: 1, total: 6 };
    const { seen } = await checkNetwork({ url, exchange: answered({ timings }) }, NOON);
    expect(seen).toContainEqual({ where: 'TCP connection', quote: 'one that was still open' });
    expect(seen.some(({ where }) => where === 'name lookup')).toBe(false);
  });
});

describe('TLS', () => {
  it.each([
    [13, 'notice'],
    [15, 'good'],
  ])('with a certificate of another %i days is %s', async (days, verdict) => {
    expect((await checkTls({ url, exchange: answered({ tls: tls(NOON + days * DAY_MS) }) }, NOON)).verdict).toBe(
      verdict,
    );
  });

  it('is not checked over plain http, nor where nothing of it was recorded', async () => {
    expect((await checkTls({ url: 'http://127.0.0.1:1/', exchange: answered() }, NOON)).verdict).toBe('skipped');
    expect((await checkTls({ url, exchange: answered() }, NOON)).verdict).toBe('skipped');
  });

  it.each(['CN=Zscaler Root CA', 'O=Netskope Inc', 'CN=FortiGate CA', 'CN=mitmproxy'])(
    'knows %s for an inspector',
    async (issuer) => {
      const { verdict, findings } = await checkTls(
        { url, exchange: answered({ tls: tls(NOON + 90 * DAY_MS, issuer) }) },
        NOON,
      );
      expect([verdict, findings[0]?.cause]).toEqual(['notice', 'tls.untrusted-issuer']);
    },
  );
});

describe('the clocks', () => {
  it.each([
    [0, 'good'],
    [120, 'good'],
    [-121, 'notice'],
    [7200, 'notice'],
  ])('%i s apart are %s', (clockSkewSeconds, verdict) => {
    const found = checkClock({ url, exchange: answered({ clockSkewSeconds }) });
    expect(found.verdict).toBe(verdict);
    expect(found.seen).toContainEqual({
      where: 'resolution',
      quote: '± 0.6 s: Date names whole seconds, and the answer took 200 ms',
    });
  });

  it('are not compared without a Date, nor without a reply', () => {
    expect(checkClock({ url, exchange: answered() }).sentence).toContain('no Date header');
    expect(checkClock({ url, exchange: failed('network.dns') }).sentence).toBe('Not checked, because no reply came.');
  });
});

it('counts what cannot be read as an answer all the same', () => {
  expect(hasAnswered({ url, exchange: failed('protocol.truncated') })).toBe(true);
  expect(hasAnswered({ url, exchange: failed('tls.expired') })).toBe(false);
  expect(hasAnswered({ url })).toBe(false);
});
