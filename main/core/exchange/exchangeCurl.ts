import type { Exchange, Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import { readConnection } from '../oauth/connection/connections.ts';
import { authenticationOf, CERTIFICATE_OPTIONS, formEncode } from '../oauth/exchange/curl.ts';
import { grantRequestOf } from '../oauth/tokens/grants.ts';
import type { SigningPorts } from '../oauth/clientAuth/signing.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import { listTokens, readToken } from '../oauth/tokens/storedToken.ts';
import type { Records } from '../records.ts';
import { hasMask, withoutMasks } from '../redact/mask.ts';
import { quoted, wordOf } from '../shell.ts';

/** Headers that curl writes itself. */
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'accept-encoding']);

interface Command {
  method: string;
  url: string;
  headers: readonly Header[];
  body: string | undefined;
}

/** A recorded request as a curl command for a POSIX shell; its secrets are masked as they were recorded. */
export function exchangeCurlOf({ request, tls }: Exchange): string {
  return commandOf({ ...request, body: request.body?.text }, tls?.clientCertificate === true);
}

function commandOf({ method, url, headers, body }: Command, showsCertificate: boolean): string {
  return [
    'curl -i',
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(showsCertificate ? [CERTIFICATE_OPTIONS] : []),
    ...(method === (body === undefined ? 'GET' : 'POST') ? [] : [`--request ${wordOf(method)}`]),
    wordOf(url),
    ...headers.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())).map(headerOption),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' ');
}

/** A header without a value ends in a semicolon for curl; with a colon it would be left out. */
function headerOption([name, value]: Header): string {
  return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

export interface FilledCurl {
  curl: string;
  /** What was recorded and is stored nowhere any more, in words; the command has a placeholder for each. */
  missing: string[];
  /** Whether running the command uses up a refresh token that the vault holds. */
  spendsRefreshToken: boolean;
}

type FillPorts = SigningPorts & { records: Records };

/** What a parameter is called in words, where its name does not say it. */
const WORDS: Readonly<Record<string, string>> = {
  code: 'authorization code, good only once',
  code_verifier: 'code verifier of that sign-in',
  device_code: 'device code of that sign-in',
  refresh_token: 'refresh token',
  client_assertion: 'signed client assertion',
  client_secret: 'client secret',
};

/**
 * The recorded request with what the connection's request would carry today in the place of its masks: no secret was recorded, so what is
 * stored is all that there is. Assertions are signed anew. What is gone, such as a code, is a placeholder in angle brackets.
 * Throws `input.unsupported` for a request that was too long to be recorded whole.
 */
export async function filledCurlOf(ports: FillPorts, exchange: Exchange): Promise<FilledCurl> {
  const { request, connectionId = '' } = exchange;
  if (request.body?.truncated === true) {
    throw new Failure('input.unsupported', 'This request was too long to be recorded whole, so no command repeats it.');
  }
  const stored = await storedSecretsOf(ports, readConnection(ports.records, connectionId));
  const missing = new Set<string>();
  const lack = (what: string): string => {
    missing.add(what);
    return `<${what}>`;
  };
  const headers = request.headers.map(([name, value]): Header => {
    if (!hasMask(value)) return [name, value];
    if (name.toLowerCase() !== 'authorization') return [name, withoutMasks(value, lack)];
    return [name, stored.authorization ?? withoutMasks(value, () => lack('client ID and secret, in base64'))];
  });
  const isForm = /x-www-form-urlencoded/i.test(request.body?.contentType ?? '');
  const pairs = isForm ? [...new URLSearchParams(request.body?.text)] : [];
  const filledPairs = pairs.map(([name, value]) => {
    const shown = hasMask(value) ? stored.parameters.get(name) : value;
    return `${formEncode(name)}=${shown === undefined ? lack(WORDS[name] ?? name) : formEncode(shown)}`;
  });
  const text = request.body?.text;
  const body = isForm || text === undefined ? filledPairs.join('&') : withoutMasks(text, lack);
  const url = withoutMasks(request.url, lack);
  return {
    curl: commandOf(
      { method: request.method, url, headers, body: text === undefined ? undefined : body },
      exchange.tls?.clientCertificate === true,
    ),
    missing: [...missing],
    spendsRefreshToken: pairs.some(([name]) => name === 'refresh_token') && stored.parameters.has('refresh_token'),
  };
}

interface StoredSecrets {
  authorization: string | undefined;
  parameters: ReadonlyMap<string, string>;
}

/** Made by the code that makes the real request, so that the two cannot differ. */
async function storedSecretsOf(ports: FillPorts, connection: StoredConnection): Promise<StoredSecrets> {
  const authentication = await orNothing(authenticationOf(ports, connection, true));
  const grant = await orNothing(grantRequestOf(ports, connection));
  const refreshToken = soleRefreshToken(ports.records, connection.id);
  return {
    authorization: authentication?.headers[0]?.replace(/^Authorization: /, ''),
    parameters: new Map([
      ...(refreshToken === undefined ? [] : [['refresh_token', refreshToken] as const]),
      ...(authentication?.parameters ?? []),
      ...(grant?.parameters ?? []),
    ]),
  };
}

/** What is not stored, or needs a person, is missing from the command, and said to be. */
async function orNothing<Value>(making: Promise<Value>): Promise<Value | undefined> {
  try {
    return await making;
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('input.')) return undefined;
    throw error;
  }
}

/** The record does not say which token set it renewed, so only one that stands alone is known to be meant. */
function soleRefreshToken(records: Records, connectionId: string): string | undefined {
  const held = listTokens(records, connectionId).filter((token) => token.refreshToken === true);
  const distinct = new Set(held.map(({ id }) => readToken(records, id).refreshToken));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}
