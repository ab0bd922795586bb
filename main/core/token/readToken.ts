import type { Finding } from '#contract/diagnosis.ts';
import { readBase64url } from './base64url.ts';
import type { JsonMember } from './jsonText.ts';
import { readBytesPart, readJsonPart } from './readPart.ts';
import type { BytesPart, JsonPart } from './readPart.ts';
import { shapeFinding } from './shapeFinding.ts';
import { signatureFindings } from './signatureShape.ts';
import { readUtf8 } from './utf8.ts';

/** What the parts of a token hold. Findings of level `bad` make it malformed. */
export interface TokenReading {
  kind: 'jws' | 'jwe' | 'malformed' | 'opaque';
  header?: JsonPart;
  payload?: JsonPart;
  signature?: BytesPart;
  findings: Finding[];
}

const ENCRYPTED_PARTS = ['encrypted key', 'initialization vector', 'ciphertext', 'authentication tag'] as const;

/** Whether a part's first bytes are those of a JSON object. */
function beginsLikeJson(part: string): boolean {
  const { bytes } = readBase64url(part.slice(0, 12));
  return bytes !== undefined && /^\s*\{\s*(?:["}]|$)/.test(readUtf8(bytes).text);
}

const memberText = (members: readonly JsonMember[] | undefined, name: string): string | undefined => {
  const value = members?.findLast((member) => member.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
};

function close(reading: Omit<TokenReading, 'kind'>, kind: 'jws' | 'jwe'): TokenReading {
  const malformed = reading.findings.some((finding) => finding.cause === 'token.malformed' && finding.level === 'bad');
  return { ...reading, kind: malformed ? 'malformed' : kind };
}

function readSigned(parts: readonly string[]): TokenReading {
  const [headerText = '', payloadText = '', signatureText] = parts;
  const header = readJsonPart(headerText, 'header');
  const payload = readJsonPart(payloadText, 'payload');
  const found = [...header.findings, ...payload.findings];
  if (signatureText === undefined) return close({ header, payload, findings: found }, 'jws');
  const signature = readBytesPart(signatureText, 'signature');
  const alg = memberText(header.members, 'alg');
  const findings = [...found, ...signature.findings, ...signatureFindings(alg, signature)];
  return close({ header, payload, signature, findings }, 'jws');
}

function readEncrypted(parts: readonly string[], header: JsonPart): TokenReading {
  const alg = memberText(header.members, 'alg') ?? '';
  const findings = [...header.findings];
  ENCRYPTED_PARTS.forEach((name, index) => {
    const text = parts[index + 1] ?? '';
    const mayBeEmpty = name === 'ciphertext' || (name === 'encrypted key' && /^(?:dir|ECDH-ES)$/.test(alg));
    if (text === '' && !mayBeEmpty) {
      findings.push(shapeFinding(`The ${name} is empty`, `Part ${index + 2} of 5, the ${name}, has nothing in it.`));
    }
    findings.push(...readBytesPart(text, name).findings);
  });
  return close({ header, findings }, 'jwe');
}

const partsInWords = (count: number): string => (count === 1 ? 'one part' : `${count} parts`);

/** A token as written in a document: `eyJ4NXQ...Fget`. */
function shortened(parts: readonly string[]): Finding | undefined {
  if (parts.length < 4 || !parts.some((part, index) => part === '' && index > 0 && index < parts.length - 1))
    return undefined;
  return shapeFinding(
    'Shortened: the middle is missing',
    'Dots in a row stand where the middle of the token was left out. What is missing cannot be restored.',
    '..',
  );
}

function wrongCount(parts: readonly string[], header: JsonPart): Finding {
  const has = `It has ${partsInWords(parts.length)}, divided by dots.`;
  const enc = memberText(header.members, 'enc') !== undefined;
  const quote = partsInWords(parts.length);
  if (enc) {
    const explanation = `${has} Its header names an encryption (\`enc\`), and an encrypted token has five parts (RFC 7516 §3.1).`;
    return shapeFinding('An encrypted token with the wrong number of parts', explanation, quote);
  }
  if (parts.length === 1) {
    const isHeader = header.members?.some((member) => member.name === 'alg') === true;
    const which = isHeader || header.members === undefined ? 'first' : 'second';
    const title = `Only the ${which} part of a token`;
    return shapeFinding(title, `${has} A signed token has three: header, payload, signature.`, quote);
  }
  if (parts.length === 2) {
    return shapeFinding('The signature is missing', `${has} The third part, the signature, was cut off.`, quote);
  }
  if (parts.length === 5) {
    const explanation = `${has} Five make an encrypted token, but the header names no encryption (\`enc\`).`;
    return shapeFinding('Five parts, but not encrypted', explanation, quote);
  }
  return shapeFinding('Wrong number of parts', `${has} A signed token has three, an encrypted one five.`, quote);
}

/** Divides a tidied token into its parts and decodes them, as far as that goes. */
export function readToken(token: string): TokenReading {
  const parts = token.split('.', 12);
  const [first = '', second = ''] = parts;
  if (!beginsLikeJson(first) && !(parts.length > 1 && beginsLikeJson(second))) return { kind: 'opaque', findings: [] };
  const header = readJsonPart(first, 'header');
  const encrypted = memberText(header.members, 'enc') !== undefined;
  if (parts.length === 5 && encrypted) return readEncrypted(parts, header);
  if (parts.length === 3 && !encrypted) return readSigned(parts);
  const cutShort = shortened(parts);
  if (cutShort !== undefined) return { kind: 'malformed', header, findings: [cutShort] };
  const counted = wrongCount(parts, header);
  // A lone part is not yet known to be the header, so its own faults would mislead.
  if (parts.length === 1) {
    const isPayload = header.members?.every((member) => member.name !== 'alg') === true;
    return { kind: 'malformed', ...(isPayload ? { payload: header } : { header }), findings: [counted] };
  }
  if (encrypted) return { kind: 'malformed', header, findings: [counted, ...header.findings] };
  const { payload, findings } = readSigned([first, second]);
  return { kind: 'malformed', header, ...(payload === undefined ? {} : { payload }), findings: [counted, ...findings] };
}
