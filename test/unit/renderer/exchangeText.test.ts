import { describe, expect, it } from 'vitest';
import type { RecordedBody } from '#contract/exchange.ts';
import { durationWords, exchangeText, formParameters, readableBody } from '../../../renderer/ui/exchangeText.ts';

const bodyOf = (contentType: string, text: string, change: Partial<RecordedBody> = {}): RecordedBody => ({
  contentType,
  text,
  bytes: text.length,
  truncated: false,
  ...change,
});

describe('a body as it is shown', () => {
  it('is JSON in lines, when no more than white space changes', () => {
    expect(readableBody(bodyOf('application/json;charset=UTF-8', '{"a":[1]}'))).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  it.each(['{"id":12345678901234567890}', '{"a":1,"a":2}', '{"a":1.0}', '{ "a" :1}', '{"a":', '<html>'])(
    'stays as it came where reading it would change it: %s',
    (text) => {
      expect(readableBody(bodyOf('application/json', text))).toBe(text);
    },
  );

  it('of a form is its parameters, decoded and in their order', () => {
    const form = bodyOf('application/x-www-form-urlencoded;charset=UTF-8', 'scope=a+b&scope=c%2Fd');
    expect(formParameters(form)).toEqual([
      ['scope', 'a b'],
      ['scope', 'c/d'],
    ]);
    expect(formParameters({ ...form, truncated: true })).toEqual([]);
    expect(formParameters({ ...form, contentType: 'text/plain' })).toEqual([]);
  });
});

it('tells durations in the unit that fits', () => {
  expect([0.42, 9.96, 12.4, 999, 1250].map(durationWords)).toEqual(['0.4 ms', '10.0 ms', '12 ms', '999 ms', '1.25 s']);
});

it('copies an exchange as a wire log, also one that failed', () => {
  const text = exchangeText({
    id: '1',
    purpose: 'token',
    startedAt: 0,
    request: {
      method: 'POST',
      url: 'https://domain.example/token',
      headers: [['accept', 'application/json']],
      body: bodyOf('application/x-www-form-urlencoded', 'grant_type=password', { truncated: true }),
    },
    response: {
      status: 400,
      statusText: 'Bad Request',
      httpVersion: '1.1',
      headers: [['content-type', 'application/json']],
      body: bodyOf('application/json', '{"error":"invalid_grant"}'),
    },
    failure: { code: 'protocol.truncated', message: 'The reply ends too early.' },
    timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
  });
  expect(text).toBe(
    [
      'POST https://domain.example/token',
      'accept: application/json',
      '',
      'grant_type=password',
      '(cut off)',
      '',
      'HTTP/1.1 400 Bad Request',
      'content-type: application/json',
      '',
      '{"error":"invalid_grant"}',
      '',
      'Failed: The reply ends too early. (protocol.truncated)',
    ].join('\n'),
  );
});
