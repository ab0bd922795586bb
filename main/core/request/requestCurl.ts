import type { Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import { listTokens, readToken } from '../oauth/tokens/storedToken.ts';
import type { Records } from '../records.ts';
import { createRedactor } from '../redact/redactor.ts';
import { quoted, wordOf } from '../shell.ts';
import { prepareRequest } from './prepare.ts';
import type { ParsedRequest, PreparedRequest, TokenChoice } from './prepare.ts';
import { authorizationOf } from './sendRequest.ts';

const TOKEN_PLACEHOLDER = '<access token>';

/**
 * The request as a curl command for a POSIX shell, made of the same pieces as the real one. Without `reveal` every secret is masked.
 * Throws `input.*` as sending does, and `input.missing` when a token is to be shown and none is stored.
 */
export function requestCurlOf(records: Records, request: ParsedRequest, reveal: boolean): string {
  const prepared = prepareRequest(records, request);
  const token = reveal
    ? authorizationToReveal(records, prepared.choice)
    : prepared.choice.kind === 'none'
      ? []
      : [authorizationOf({ tokenType: 'Bearer', accessToken: TOKEN_PLACEHOLDER })];
  const { method, url, headers, body } = reveal ? { ...prepared, url: prepared.url.href } : masked(prepared);
  return [
    'curl -i',
    // Brackets and braces are patterns to curl.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...methodOptions(method, body !== undefined),
    wordOf(url),
    ...[...headers, ...token].map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' ');
}

function methodOptions(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['--head'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`--request ${wordOf(method)}`];
}

function authorizationToReveal(records: Records, choice: TokenChoice): Header[] {
  switch (choice.kind) {
    case 'none':
      return [];
    case 'chosen':
      return [authorizationOf(choice.token)];
    case 'current': {
      const [newest] = listTokens(records, choice.connection.id);
      if (newest) return [authorizationOf(readToken(records, newest.id))];
      throw new Failure('input.missing', 'There is no token yet. Ask for one, then copy the command.', {
        field: 'request.auth',
      });
    }
  }
}

function masked({ method, url, headers, body, secrets }: PreparedRequest) {
  const redactor = createRedactor(secrets);
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    method,
    url: redactor.url(url.href),
    headers: redactor.headers(headers),
    body: body === undefined ? undefined : redactor.body(body, contentType),
  };
}
