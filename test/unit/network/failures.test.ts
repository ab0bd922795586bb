import { expect, test } from 'vitest';
import { clockSkewSeconds } from '../../../main/network/clockSkew.ts';
import { toNetworkFailure } from '../../../main/network/networkFailure.ts';
import type { Phase } from '../../../main/network/deadline.ts';

const withCode = (code: string, data?: string): Error => Object.assign(new Error('secret of a header'), { code, data });
const parserError = (data: string): Error =>
  Object.assign(new Error('x'), { name: 'HTTPParserError', code: undefined, data });

test.each<[Error, Phase, string]>([
  [withCode('ENOTFOUND'), 'dns', 'network.dns'],
  [withCode('EAI_AGAIN'), 'dns', 'network.dns'],
  [withCode('ECONNREFUSED'), 'connect', 'network.refused'],
  [new AggregateError([withCode('ECONNREFUSED')]), 'connect', 'network.refused'],
  [withCode('ENETUNREACH'), 'connect', 'network.unreachable'],
  [withCode('ECONNRESET'), 'tls', 'network.interrupted'],
  [withCode('ECONNRESET'), 'download', 'network.interrupted'],
  [withCode('UND_ERR_SOCKET'), 'download', 'protocol.truncated'],
  [withCode('UND_ERR_SOCKET'), 'firstByte', 'network.interrupted'],
  [withCode('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'), 'download', 'protocol.truncated'],
  [withCode('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'), 'firstByte', 'protocol.malformed-http'],
  [withCode('HPE_INVALID_CONSTANT', '220 mail'), 'firstByte', 'protocol.malformed-http'],
  [parserError('220 mail'), 'firstByte', 'protocol.malformed-http'],
  [parserError('zz'), 'download', 'protocol.malformed-http'],
  [parserError(''), 'download', 'protocol.truncated'],
  [parserError('\u0015\u0003\u0001'), 'firstByte', 'tls.protocol'],
  [withCode('CERT_HAS_EXPIRED'), 'tls', 'tls.expired'],
  [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls', 'tls.host-mismatch'],
  [withCode('SELF_SIGNED_CERT_IN_CHAIN'), 'tls', 'tls.untrusted-issuer'],
  [withCode('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'tls', 'tls.protocol'],
  [withCode('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'firstByte', 'tls.client-certificate'],
  [withCode('UND_ERR_INVALID_ARG'), 'firstByte', 'input.invalid'],
  [new Error('no idea'), 'connect', 'bug'],
])('%o while in %s is %s', (error, phase, code) => {
  const failure = toNetworkFailure(error, { host: 'api.example.com', phase });
  expect(failure.code).toBe(code);
  expect(failure.details?.['host']).toBe('api.example.com');
  expect(failure.message).not.toContain('secret of a header');
  if (code !== 'input.invalid') expect(failure.message).toContain('api.example.com');
});

const SENT = Date.UTC(2026, 0, 1, 12, 0, 0);
test.each<[number, number | undefined]>([
  [0, 0],
  [1000, 0],
  [-1000, 0],
  [10_000, 10],
  [-600_000, -600],
])('a server clock %i ms off is told as %s', (off, skew) => {
  const headers: [string, string][] = [['DATE', new Date(SENT + off).toUTCString()]];
  expect(clockSkewSeconds(headers, { sentAt: SENT, firstByteAt: SENT + 1000 })).toBe(skew);
});

test('without a date, with a broken one or from a cache nothing is told', () => {
  const times = { sentAt: SENT, firstByteAt: SENT };
  const date = new Date(SENT + 99_000).toUTCString();
  expect(clockSkewSeconds([], times)).toBeUndefined();
  expect(clockSkewSeconds([['Date', 'soon']], times)).toBeUndefined();
  expect(
    clockSkewSeconds(
      [
        ['Date', date],
        ['Age', '3'],
      ],
      times,
    ),
  ).toBeUndefined();
});
