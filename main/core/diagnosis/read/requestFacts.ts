import type { CarriedToken } from '../observed.ts';
import { flawsOf } from '../refusalContext.ts';
import { claimsOf } from '../apiRefusalContext.ts';
import type { TokenClaims } from '../apiRefusalContext.ts';
import { readToken } from '../../token/readToken.ts';
import { headerOf } from '../../http.ts';
import type { PastedRequest } from './pasted.ts';
import { isRecord, parseJson } from './pasted.ts';
import { userInfoOf } from './secretsIn.ts';

const MASK = '⟦';

interface ClientFacts {
  clientAuthMethod?: string;
  secretFlaws: string[];
}

/** The parameters of a request: of its form, of its JSON or of its address. */
export function parametersOf({ body, url = '' }: PastedRequest): Map<string, string> {
  const json = parseJson(body.trim());
  if (isRecord(json)) return new Map(Object.entries(json).map(([name, value]) => [name, String(value)]));
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return new Map([...new URLSearchParams(query), ...new URLSearchParams(body.trim())]);
}

/** How the client said who it is, and what is odd about its secret; nothing of it is quoted. */
export function clientFactsOf(request: PastedRequest, parameters: ReadonlyMap<string, string>): ClientFacts {
  const authorization = headerOf(request.headers, 'authorization') ?? '';
  const isBasic = /^basic\b/i.test(authorization);
  const inBody = parameters.has('client_secret') || parameters.has('client_assertion');
  const secretFlaws = isBasic
    ? basicFlaws(authorization.replace(/^basic\s?/i, ''))
    : flawsOf(parameters.get('client_secret'));
  if (isBasic && inBody) return { clientAuthMethod: 'both', secretFlaws };
  if (isBasic) return { clientAuthMethod: 'client_secret_basic', secretFlaws };
  if (parameters.has('client_assertion')) return { clientAuthMethod: 'private_key_jwt', secretFlaws };
  if (parameters.has('client_secret')) return { clientAuthMethod: 'client_secret_post', secretFlaws };
  return request.isWhole ? { clientAuthMethod: 'none', secretFlaws } : { secretFlaws };
}

function basicFlaws(credentials: string): string[] {
  if (credentials.includes(MASK)) return [];
  if (/\s/.test(credentials.trim())) return ['is sent in base64 that was wrapped into lines'];
  const userInfo = userInfoOf(credentials.trim());
  if (userInfo === '') return ['is sent in what is no base64'];
  const colon = userInfo.indexOf(':');
  if (colon < 0) {
    return [
      /^[A-Za-z0-9+/]{16,}={0,2}$/.test(userInfo)
        ? 'is encoded in base64 twice'
        : 'is sent without the colon between client ID and secret',
    ];
  }
  const secret = userInfo.slice(colon + 1);
  const flaws = [
    ...flawsOf(secret),
    ...flawsOf(userInfo.slice(0, colon)).map((flaw) => `stands after a client ID that ${flaw}`),
  ];
  if (/[\r\n]$/.test(secret)) return ['ends with a line break', ...flaws];
  return flaws;
}

export interface TokenFacts {
  hasToken?: boolean;
  carried?: CarriedToken;
  tokenFlaws: string[];
  claims?: TokenClaims;
}

/** What the request carried to the API as its token. */
export function carriedTokenOf(request: PastedRequest): TokenFacts {
  const authorization = headerOf(request.headers, 'authorization');
  if (authorization === undefined || authorization.trim() === '') {
    return request.isWhole ? { hasToken: false, tokenFlaws: [] } : { tokenFlaws: [] };
  }
  if (/^basic\b/i.test(authorization)) return { tokenFlaws: [] };
  return { hasToken: true, ...readCarried(authorization) };
}

/** The same for a token by itself, with whatever came along when it was copied. */
export function readCarried(text: string): Omit<TokenFacts, 'hasToken'> {
  const sent = text.replace(/^bearer\s?/i, '');
  if (sent.includes(MASK)) return { tokenFlaws: [] };
  const tokenFlaws = shapeFlaws(sent);
  const token = sent.trim().replace(/^["']|["']$/g, '');
  if (/^(?:A[Qg]Ag|AQIDBA)/.test(token)) return { carried: 'refresh', tokenFlaws };
  if (/^(?:PHNhbWw|PD94bWw|<)/.test(token)) return { carried: 'other', tokenFlaws };
  const claims = claimsOf(token);
  if (claims === undefined) return { carried: 'unreadable', tokenFlaws };
  return { carried: kindOf(token), claims, tokenFlaws };
}

function shapeFlaws(sent: string): string[] {
  const flaws: string[] = [];
  if (/^bearer\b/i.test(sent.trim())) flaws.push('the word Bearer stands there twice');
  if (/^["']|["']$/.test(sent.trim())) flaws.push('it stands in quotes');
  if (/\s/.test(sent.trim())) flaws.push('there is white space inside');
  const parts = sent.trim().split('.');
  if (sent.trim().startsWith('eyJ') && parts.length !== 3 && parts.length !== 5)
    flaws.push(`it has ${parts.length} parts instead of 3`);
  else if (parts.length === 3 && parts[2] === '') flaws.push('its signature is missing');
  return flaws;
}

function kindOf(token: string): CarriedToken {
  const { header, payload } = readToken(token);
  const claim = (name: string): unknown => payload?.members?.findLast((member) => member.name === name)?.value;
  const type = claim('tok_type') ?? claim('typ') ?? claim('token_use');
  const headerType = header?.members?.find((member) => member.name === 'typ')?.value;
  if (headerType === 'at+jwt' || type === 'AT' || type === 'Bearer' || type === 'access') return 'access';
  if (/^(?:IT|ID|id)$/.test(String(type)) || claim('at_hash') !== undefined || claim('nonce') !== undefined)
    return 'identity';
  if (/^(?:RT|Refresh|Offline|refresh)$/.test(String(type))) return 'refresh';
  return 'access';
}

/** Whether the text has the form of a JWT. */
export const isJwt = (text: string | undefined): boolean => /^eyJ[^.]*\.[^.]+\.[^.]*$/.test(text ?? '');
