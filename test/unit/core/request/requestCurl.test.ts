import { beforeEach, expect, test } from 'vitest';
import type { ApiRequest } from '#contract/apiRequest.ts';
import { apiRequestInput } from '#contract/apiRequest.ts';
import { requestCurlOf } from '../../../../main/core/request/requestCurl.ts';
import { createRequestBench, failureOf } from '../../../support/requestBench.ts';
import type { RequestBench } from '../../../support/requestBench.ts';
import { shellArguments } from '../../../support/shellArguments.ts';

const TOKEN = 'canary-access-token-01';
let bench: RequestBench;
let connectionId: string;

beforeEach(async () => {
  bench = createRequestBench();
  connectionId = await bench.saveConnection({ api: { baseUrl: 'https://api.example.com/v1' } });
});

const curl = (request: Partial<ApiRequest>, reveal = false): string =>
  requestCurlOf(
    bench.records,
    apiRequestInput.parse({ method: 'GET', url: '/x', connectionId, auth: { kind: 'connection' }, ...request }),
    reveal,
  );
test('shows a placeholder for the token, whether there is one or not', async () => {
  const expected = "curl -i https://api.example.com/v1/x -H 'Authorization: Bearer <access token>'";
  expect(curl({})).toBe(expected);
  await bench.saveToken({ connectionId, accessToken: TOKEN });
  expect(curl({})).toBe(expected);
});

test('shows the token when told to, and says what is missing without one', async () => {
  expect(await failureOf((async () => curl({}, true))())).toMatchObject({ code: 'input.missing' });
  await bench.saveToken({ connectionId, accessToken: TOKEN });
  expect(curl({}, true)).toContain(`-H 'Authorization: Bearer ${TOKEN}'`);
});

test('masks what is secret by its name in address, headers and body', () => {
  const request: Partial<ApiRequest> = {
    method: 'POST',
    url: '/x?api_key=canary-1&a=b',
    headers: [['X-Api-Key', 'canary-2']],
    body: '{"password":"canary-3","user":"jane"}',
  };
  const masked = curl(request);
  expect(masked).not.toContain('canary');
  expect(masked).toContain('jane');
  expect(masked).toContain('Content-Type: application/json');
});

test('is read by a shell as it was typed', () => {
  const body = `@it's $HOME \`id\` "q" \\ !`;
  const command = curl(
    {
      method: 'PUT',
      url: '/it[0]?a=$(id)',
      headers: [['X-Empty', '']],
      body,
      auth: { kind: 'none' },
    },
    true,
  );
  expect(shellArguments(command)).toEqual([
    '-i',
    '--globoff',
    '--request',
    'PUT',
    'https://api.example.com/v1/it[0]?a=$(id)',
    '-H',
    'X-Empty;',
    '-H',
    'Content-Type: text/plain; charset=utf-8',
    '--data-raw',
    body,
  ]);
});

test('asks for headers alone as curl has it', () => {
  expect(curl({ method: 'head', auth: { kind: 'none' } })).toBe('curl -i --head https://api.example.com/v1/x');
});

test('is not made for an address that the token may not go to', async () => {
  const failure = await failureOf((async () => curl({ url: 'https://evil.example/' }))());
  expect(failure).toMatchObject({ code: 'input.invalid', field: 'request.url' });
});
