import { withoutFence, takeApart } from '../diagnosis/read/takeApart.ts';
import { isRecord, parseJson } from '../diagnosis/read/pasted.ts';
import type { JsonRecord, Pasted } from '../diagnosis/read/pasted.ts';
import { readRequestText } from '../diagnosis/read/http.ts';
import { readJsonShape } from '../diagnosis/read/json.ts';
import { recognizeAddress, recognizeMention } from './address.ts';
import { callOf } from './apiCall.ts';
import { curlCommandsIn, recognizeCommands } from './commands.ts';
import { connectionOf } from './connectionOf.ts';
import { recognizeLines, recognizeRecord } from './credentials.ts';
import { recognizeHar } from './har.ts';
import { recognized } from './material.ts';
import type { Material, Recognized } from './material.ts';
import { recognizeMetadata } from './metadata.ts';
import { recognizeOpenApi } from './openApi.ts';
import { recognizePostman } from './postman.ts';
import { basicFacts, tokenRequestFacts } from './tokenRequest.ts';

/** What people paste by hand is shorter; of a longer text its beginning and end say what it is. */
const READ_WHOLE = 300_000;
const EDGE = 60_000;
const BASIC = /^(?:(?:Proxy-)?Authorization\s*:\s*)?Basic\s+([A-Za-z0-9+/_=-]{8,8192})$/i;
const TOKEN = /^(?:Authorization\s*:\s*)?(?:(?:Bearer|DPoP)\s+\S{16,}|["']?eyJ[\w-]{5,}(?:\.[\w-]*){1,4}["']?)$/i;
const PEM = /-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE|PKCS7|PKCS12)-----/;
const DER = /^MI[A-Z][A-Za-z0-9+/\s]{120,}={0,2}$/;
const TROUBLE =
  /\berror|denied|unauthori[sz]ed|forbidden|\binvalid|\bfail(?:ed|ure)|exception|\bORA-\d|\becid\b|certificate|expired|refused|timed? ?out|timeout|\b(?:4\d\d|50\d) |HTTP (?:Status )?[45]\d\d/i;

/** Recognises what was pasted. Never throws; each of its readers takes time by the length of the text, and a long one is read at its edges. */
export function recognize(pasted: string): Recognized {
  const text = normal(pasted);
  if (text === '') return recognized('unknown', []);
  return ofKey(text) ?? ofHeader(text) ?? ofJson(text) ?? ofShort(text) ?? ofFailure(text) ?? ofNothing(text);
}

function normal(pasted: string): string {
  const text = pasted.replace(/^\uFEFF/, '').trim();
  if (text.length > READ_WHOLE) return text;
  return withoutFence(text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')).trim();
}

/** Whether a text takes longer than a moment: long JSON, which is read whole. */
export const isLongJson = (pasted: string): boolean => pasted.length > READ_WHOLE && /^\uFEFF?\s*[[{]/.test(pasted);

function ofKey(text: string): Recognized | undefined {
  const isPem = PEM.test(text.slice(0, EDGE)) && !text.startsWith('{') && !/\bcurl\b/.test(text.slice(0, EDGE));
  const isPutty = text.startsWith('PuTTY-User-Key-File');
  return isPem || isPutty || (text.startsWith('MI') && DER.test(text))
    ? recognized('key', [{ kind: 'key' }])
    : undefined;
}

function ofHeader(text: string): Recognized | undefined {
  if (text.length > READ_WHOLE) return undefined;
  if (TOKEN.test(text)) return recognized('token', [{ kind: 'inspect' }, { kind: 'diagnose' }]);
  const credentials = BASIC.exec(text)?.[1];
  if (credentials === undefined) return undefined;
  const facts = basicFacts(`Basic ${credentials}`);
  return facts.clientId === undefined
    ? recognized('failure', [{ kind: 'diagnose' }], { notes: facts.notes ?? [] })
    : recognized('basic-header', [connectionOf(facts)]);
}

function ofJson(text: string): Recognized | undefined {
  const json = /^[[{]/.test(text) ? parseJson(text) : undefined;
  if (Array.isArray(json)) return recognizeRecord(json);
  return isRecord(json) ? ofRecord(json) : undefined;
}

function ofRecord(json: JsonRecord): Recognized {
  if (isRecord(json['log']) && Array.isArray(json['log']['entries'])) return recognizeHar(json['log']);
  const hasError = ['error', 'errorCode', 'error_description', 'oauth_error', 'schemas', 'fault'].some(
    (name) => name in json,
  );
  if (typeof json['access_token'] === 'string') {
    return recognized('token-reply', [{ kind: 'inspect' }], {
      facts: Object.keys(json).filter((name) => /^(?:refresh_token|id_token|scope|expires_in)$/.test(name)),
    });
  }
  if ('kty' in json || (Array.isArray(json['keys']) && json['keys'].some((key) => isRecord(key) && 'kty' in key)))
    return recognized('key', [{ kind: 'key' }]);
  const known = recognizePostman(json) ?? recognizeOpenApi(json) ?? recognizeMetadata(json);
  if (known !== undefined) return known;
  if (hasError || readJsonShape(json) !== undefined) return recognized('failure', [{ kind: 'diagnose' }]);
  return (
    recognizeRecord(json) ??
    recognized('unknown', [{ kind: 'diagnose' }], {
      notes: ['It is JSON, and nothing in it is known here: no client, no token, no error.'],
    })
  );
}

/** What a person pastes by hand: an address, commands, a request, lines with names. */
function ofShort(text: string): Recognized | undefined {
  if (text.length > READ_WHOLE) return undefined;
  const address = text.includes('\n') ? undefined : recognizeAddress(text);
  if (address !== undefined) return address;
  const commands = /\bcurl/.test(text) ? recognizeCommands(curlCommandsIn(text)) : undefined;
  if (commands !== undefined) return withFailure(commands, text);
  const isTranscript = /^\s*[<>] ?(?:HTTP\/\d|[A-Z]{3,7} \S+ HTTP)/m.test(text);
  const request = isTranscript || /^\s{0,4}HTTP\/\d/m.test(text) ? undefined : ofRequest(text);
  if (request !== undefined) return request;
  const lines = isTranscript ? undefined : recognizeLines(text);
  if (lines !== undefined)
    return TROUBLE.test(text) ? { ...lines, offers: [...lines.offers, { kind: 'diagnose' }] } : lines;
  return TROUBLE.test(text) ? undefined : recognizeMention(text);
}

/** A command with its refused answer is first of all a failure. */
function withFailure(commands: Recognized, text: string): Recognized {
  const { form, reply } = takeApart(text);
  if (form === 'curl' && reply === undefined) return commands;
  const isRefused = (reply?.status ?? 0) >= 400 || /"error"|"errorCode"/.test(reply?.body ?? '');
  if (isRefused) return { ...commands, kind: 'failure', offers: [{ kind: 'diagnose' }, ...commands.offers] };
  return { ...commands, offers: [...commands.offers, { kind: 'diagnose' }] };
}

/** `POST /oauth2/v1/token HTTP/1.1` with its headers. */
function ofRequest(text: string): Recognized | undefined {
  const request = readRequestText(text);
  if (request?.url?.includes('://') !== true) return undefined;
  const facts = tokenRequestFacts(request);
  if (facts !== undefined) return recognized('token-request', [connectionOf(facts), { kind: 'diagnose' }]);
  const call = callOf(request);
  return call === undefined ? undefined : recognized('api-request', [call, { kind: 'diagnose' }]);
}

function ofFailure(text: string): Recognized | undefined {
  const sample = text.length > READ_WHOLE ? `${text.slice(0, EDGE)}\n${text.slice(-EDGE)}` : text;
  const { form, request, reply } = takeApart(sample);
  const isFailure = form === 'text' || form === 'json' || form === 'address' ? TROUBLE.test(sample) : true;
  if (!isFailure) return undefined;
  const offers: Material[] = [{ kind: 'diagnose' }];
  const facts = request === undefined ? undefined : tokenRequestFacts(request);
  if (facts?.clientId !== undefined) offers.push(connectionOf(facts));
  return recognized('failure', offers, {
    facts: [FORMS[form] ?? '', ...(reply?.status === undefined ? [] : [`status ${reply.status}`])].filter(
      (fact) => fact !== '',
    ),
  });
}

const FORMS: Partial<Record<Pasted['form'], string>> = {
  page: 'a web page',
  soap: 'a SOAP message',
  problem: 'problem details',
  'http-reply': 'an HTTP reply',
  transcript: 'curl -v',
  exchange: 'a recorded exchange',
  challenge: 'a challenge',
  console: 'a browser’s console',
  log: 'a log or stack trace',
};

/** What something looked like that cannot be read, and what to do about it. */
const LOOKS: [RegExp, string][] = [
  [
    /^(?:openapi|swagger):\s/m,
    'It looks like an OpenAPI file in YAML. Save it as JSON and paste that; the editor that shows it offers both.',
  ],
  [
    /\bInvoke-(?:RestMethod|WebRequest)\b/,
    'It looks like a command of PowerShell. Copy the request as curl instead; browsers and API clients offer both.',
  ],
  [
    /^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2) /,
    'It looks like a public key of SSH. OAuth needs a private key or a certificate.',
  ],
  [/BEGIN (?:PGP|SSH2)/, 'It looks like a key of another kind. OAuth needs a private key or a certificate in PEM.'],
  [/^[[{]/, 'It begins like JSON, and breaks off or has a fault. Copy it again as a whole.'],
  [/^fetch\(/, 'It looks like a request copied as fetch. Copy it as curl instead; browsers offer both.'],
  [/\beyJ[\w-]{5,}\./, 'There is a token in it. Paste the token alone.'],
];

function ofNothing(text: string): Recognized {
  const look = LOOKS.find(([form]) => form.test(text.slice(0, EDGE)))?.[1];
  return recognized('unknown', [], { notes: [look ?? 'It looks like plain words.'] });
}
