import type { Finding } from '#contract/diagnosis.ts';
import { readBase64url } from './base64url.ts';
import type { Base64urlProblem } from './base64url.ts';
import { readJson } from './jsonText.ts';
import type { JsonMember, JsonReading } from './jsonText.ts';
import { shapeFinding, shapeNotice } from './shapeFinding.ts';
import { readUtf8 } from './utf8.ts';
import { visibleText } from './visible.ts';

export interface BytesPart {
  bytes?: Uint8Array;
  /** Whether its length shows that something is missing. */
  cut: boolean;
  findings: Finding[];
}

export interface JsonPart {
  /** The decoded text, when there was any. */
  text?: string;
  /** Absent when the text is not a JSON object. */
  members?: JsonMember[];
  findings: Finding[];
}

function base64Finding(problem: Base64urlProblem, part: string): Finding {
  switch (problem.kind) {
    case 'plain-base64':
      return shapeFinding(
        `The ${part} is plain base64`,
        `It has ${problem.characters} (first at character ${problem.position} of the ${part}). Tokens are written in base64url, with - for +, _ for / and no = at the end (RFC 7515 §2).`,
        problem.characters,
      );
    case 'foreign-character':
      return shapeFinding(
        `The ${part} has a character that no token has`,
        `Character ${problem.position} of the ${part} is ${visibleText(problem.character)}, which base64url does not have.`,
        problem.character,
      );
    case 'cut':
      return shapeFinding(
        `The ${part} is cut off`,
        `Its length does not come out even: one base64url character is left over, so at least one more is missing.`,
      );
    case 'unused-bits':
      return shapeNotice(
        `The last character of the ${part} is unusual`,
        'It carries bits that no byte uses. Encoders leave them at zero (RFC 4648 §3.5), so the character may have been changed.',
      );
  }
}

export function readBytesPart(text: string, part: string): BytesPart {
  const { bytes, problem } = readBase64url(text);
  return {
    ...(bytes === undefined ? {} : { bytes }),
    cut: problem?.kind === 'cut',
    findings: problem === undefined ? [] : [base64Finding(problem, part)],
  };
}

function jsonFinding(reading: JsonReading, part: string, text: string): Finding | undefined {
  if (reading.kind === 'object') return undefined;
  if (text.trim() === '')
    return shapeFinding(`The ${part} is empty`, `There is nothing in the ${part}; it must be a JSON object.`);
  if (reading.kind === 'not-object') {
    return shapeFinding(
      `The ${part} is not an object`,
      `It is JSON, but a ${reading.type}; header and payload of a JWT are objects (RFC 7519 §7.2).`,
    );
  }
  if (reading.cut) {
    return shapeFinding(
      `The ${part} is cut off`,
      `Its JSON breaks off after ${text.length} characters: ${reading.reason}.`,
    );
  }
  return shapeFinding(
    `The ${part} is not JSON`,
    `At character ${reading.position} of the decoded ${part}: ${reading.reason}.`,
  );
}

function duplicateFinding(names: readonly string[], part: string): Finding {
  const quoted = names.map(visibleText).join(', ');
  return shapeNotice(
    `A name stands twice in the ${part}`,
    `Repeated: ${quoted}. Some readers take the first, some the last and some refuse the token (RFC 7519 §4).`,
    quoted,
  );
}

function textFindings(part: string, badByte: number | undefined, byteOrderMark: boolean): Finding[] {
  const findings: Finding[] = [];
  if (badByte !== undefined) {
    const explanation = `Byte ${badByte} of the decoded ${part} does not fit UTF-8, in which tokens are written (RFC 7519 §3). It is shown as \ufffd.`;
    findings.push(shapeFinding(`The ${part} is not UTF-8`, explanation, `byte ${badByte}`));
  }
  if (byteOrderMark) {
    const explanation = 'JSON begins without one (RFC 8259 §8.1); many readers refuse it.';
    findings.push(shapeNotice(`The ${part} begins with a byte order mark`, explanation, 'EF BB BF'));
  }
  return findings;
}

/** Decodes a part that should hold a JSON object, and says what is wrong with it if it does not. */
export function readJsonPart(encoded: string, part: 'header' | 'payload'): JsonPart {
  const { bytes, findings, cut } = readBytesPart(encoded, part);
  if (bytes === undefined) return { findings };
  const { text, badByte, byteOrderMark } = readUtf8(bytes);
  const json = readJson(text);
  // When base64url is cut off, so is the JSON: one finding says it.
  const known = cut && json.kind === 'error' && json.cut;
  const fault = known ? undefined : jsonFinding(json, part, text);
  const all = [...findings, ...textFindings(part, badByte, byteOrderMark), ...(fault === undefined ? [] : [fault])];
  if (json.kind !== 'object') return { text, findings: all };
  if (json.duplicates.length > 0) all.push(duplicateFinding(json.duplicates, part));
  return { text, members: json.members, findings: all };
}
