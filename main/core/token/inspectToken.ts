import type { Finding } from '#contract/diagnosis.ts';
import type { Claim, Inspection } from '#contract/inspection.ts';
import { Failure } from '../failure.ts';
import type { JsonValue } from '../records.ts';
import { claimNote } from './claimNotes.ts';
import { readTimes } from './claimTimes.ts';
import { createFinding } from './finding.ts';
import { headerFindings } from './headerFindings.ts';
import { headerNote } from './headerNotes.ts';
import type { JsonMember } from './jsonText.ts';
import { kindFindings } from './kindFindings.ts';
import { claimMeanings, headerMeaning } from './meanings.ts';
import { readOpaque } from './opaque.ts';
import type { JsonPart } from './readPart.ts';
import { readToken } from './readToken.ts';
import type { TokenReading } from './readToken.ts';
import { tidy } from './tidy.ts';
import { hasInvisible, visibleDocument, visibleText, visibleValue } from './visible.ts';

const MOST_CHARACTERS = 1_048_576;
const MOST_MEMBERS = 2_000;

type Describe = (name: string, value: JsonValue) => { meaning: string | undefined; note: string | undefined };

/** Later members win, as with `JSON.parse`. */
const toMap = (members: readonly JsonMember[] | undefined): ReadonlyMap<string, JsonValue> =>
  new Map((members ?? []).map(({ name, value }) => [name, value]));

function describeMember(member: JsonMember, overridden: boolean, describe: Describe): Claim {
  const { meaning, note } = describe(member.name, member.value);
  const notes = [
    note === undefined ? undefined : visibleText(note),
    overridden ? 'repeated further down, where most readers look' : undefined,
    member.inexact ? 'a number shown as it is written, since most programs would round it' : undefined,
    hasInvisible(member.name) || hasInvisible(member.value)
      ? 'has invisible characters, shown as \\u escapes'
      : undefined,
  ].filter((words) => words !== undefined);
  return {
    name: visibleText(member.name),
    value: visibleValue(member.value),
    ...(meaning === undefined ? {} : { meaning }),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  };
}

function describeMembers(members: readonly JsonMember[], describe: Describe): Claim[] {
  const lastPlace = new Map(members.map(({ name }, index) => [name, index]));
  return members
    .slice(0, MOST_MEMBERS)
    .map((member, index) => describeMember(member, lastPlace.get(member.name) !== index, describe));
}

function describeHeader(part: JsonPart): Pick<Inspection, 'header' | 'headerText'> {
  const describe: Describe = (name, value) => ({ meaning: headerMeaning(name), note: headerNote(name, value) });
  return {
    ...(part.members === undefined ? {} : { header: describeMembers(part.members, describe) }),
    ...(part.text === undefined ? {} : { headerText: visibleDocument(part.text) }),
  };
}

function describePayload(part: JsonPart, now: number): Pick<Inspection, 'claims' | 'payloadText'> {
  const claims = toMap(part.members);
  const meaningOf = claimMeanings(claims);
  const describe: Describe = (name, value) => ({ meaning: meaningOf(name), note: claimNote(name, value, claims, now) });
  return {
    ...(part.members === undefined ? {} : { claims: describeMembers(part.members, describe) }),
    ...(part.text === undefined ? {} : { payloadText: visibleDocument(part.text) }),
  };
}

function notVerified(): Finding {
  return createFinding({
    cause: 'none',
    title: 'Decoded, not verified',
    level: 'notice',
    confidence: 1,
    explanation:
      'All this is what the token says of itself. Only a check of its signature with the issuer’s key shows whether that is true.',
  });
}

function encrypted(header: ReadonlyMap<string, JsonValue>): Finding {
  const alg = header.get('alg');
  const shared = typeof alg === 'string' && /^(?:dir|A\d+(?:GCM)?KW|PBES2)/.test(alg);
  const who = shared
    ? 'whoever shares the secret key or password with the issuer'
    : 'the holder of the private key, normally the client or API it was made for';
  return createFinding({
    cause: 'none',
    title: 'Encrypted: only its header can be read',
    level: 'notice',
    confidence: 0.98,
    evidence: [['token header', `alg: ${JSON.stringify(alg)}, enc: ${JSON.stringify(header.get('enc'))}`]],
    explanation: `Its content can be decrypted by ${who}. An identity domain makes such ID tokens when the application sets an encryption algorithm for them.`,
  });
}

function tooManyMembers(reading: TokenReading): Finding[] {
  const count = Math.max(reading.header?.members?.length ?? 0, reading.payload?.members?.length ?? 0);
  if (count <= MOST_MEMBERS) return [];
  return [
    createFinding({
      cause: 'none',
      title: `Only the first ${MOST_MEMBERS} claims are listed`,
      level: 'notice',
      confidence: 1,
      evidence: [['token payload', `${count} claims`]],
      explanation: 'The rest stands in the decoded text.',
    }),
  ];
}

const ORDER = { bad: 0, good: 1, notice: 2 } as const;

/** Bad news first and the best founded first among them; a token with a fault is not also praised. */
function rank(findings: readonly Finding[]): Finding[] {
  const faulty = findings.some((finding) => finding.level === 'bad');
  return findings
    .filter((finding) => !(faulty && finding.level === 'good'))
    .sort((a, b) => ORDER[a.level] - ORDER[b.level] || b.confidence - a.confidence);
}

function inspectOpaque(token: string, tidied: readonly Finding[]): Inspection {
  if (token === '') {
    const title = 'There is nothing to read';
    const empty = createFinding({
      cause: 'token.malformed',
      title,
      level: 'bad',
      confidence: 1,
      explanation: 'Paste a token.',
    });
    return { kind: 'malformed', token, verdicts: [empty, ...tidied] };
  }
  const { looksLike, findings } = readOpaque(token);
  const malformed = findings.some((finding) => finding.level === 'bad');
  const unreadable = createFinding({
    cause: 'none',
    title: 'Opaque: nothing can be read off it',
    level: 'notice',
    confidence: 0.5,
    explanation:
      'It is not a JWT. What it allows and until when, only its issuer can tell, by introspection (RFC 7662).',
  });
  return {
    kind: malformed ? 'malformed' : 'opaque',
    token,
    verdicts: rank([...findings, ...tidied, ...(malformed || findings.length > 0 ? [] : [unreadable])]),
    ...(looksLike === undefined ? {} : { looksLike }),
  };
}

function inspectParts(token: string, reading: TokenReading, now: number): Omit<Inspection, 'kind' | 'token'> {
  const header = toMap(reading.header?.members);
  const claims = toMap(reading.payload?.members);
  const readable = reading.payload?.members !== undefined;
  const { times, findings: timeFindings } = readable ? readTimes(claims, now) : { times: undefined, findings: [] };
  const findings = [
    ...reading.findings,
    ...timeFindings,
    ...(readable ? kindFindings(token, header, claims) : []),
    ...headerFindings(header),
    ...tooManyMembers(reading),
    ...(header.has('enc') ? [encrypted(header)] : []),
  ];
  return {
    ...(reading.header === undefined ? {} : describeHeader(reading.header)),
    ...(reading.payload === undefined ? {} : describePayload(reading.payload, now)),
    ...(reading.signature?.bytes === undefined ? {} : { signatureBytes: reading.signature.bytes.length }),
    ...(times === undefined || Object.keys(times).length === 0 ? {} : { times }),
    verdicts: findings,
  };
}

/**
 * Reads a token as pasted, with whatever came along, and says what it holds and what is wrong with it. Verifies nothing.
 * `now` is in epoch milliseconds. Fails with `input.too-large` for more than 1 MiB; any other text has an answer.
 */
export function inspectToken(text: string, { now }: { now: number }): Inspection {
  if (text.length > MOST_CHARACTERS) throw new Failure('input.too-large', 'A token of more than 1 MiB is not read.');
  const tidied = tidy(text);
  const token = tidied.text;
  const reading = readToken(token);
  if (reading.kind === 'opaque') return inspectOpaque(token, tidied.findings);
  const { verdicts, ...parts } = inspectParts(token, reading, now);
  // The reminder ends the list: it is true of every token.
  return { kind: reading.kind, token, ...parts, verdicts: [...rank([...verdicts, ...tidied.findings]), notVerified()] };
}
