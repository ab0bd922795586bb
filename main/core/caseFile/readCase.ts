import { z } from 'zod';
import type { CaseDocument, CaseValue } from '#contract/caseFile.ts';
import { findingSchema } from '../diagnosis/diagnosisSchema.ts';
import { Failure } from '../failure.ts';
import { exchangeSchema } from '../oauth/tokens/history.ts';
import { caseCheckUpSchema } from './caseCheckUp.ts';
import { CASE_JSON_END, CASE_JSON_START } from './caseHtml.ts';
import { sha256 } from './digest.ts';

const MOST = 10_000;
const text = z.string();
const setting = z.object({ name: text, value: text });
const caseValue: z.ZodType<CaseValue> = z.json();
const claims = z
  .array(z.object({ name: text, value: caseValue, meaning: text.exactOptional(), note: text.exactOptional() }))
  .max(MOST);

const documentSchema = z.object({
  format: z.literal('grantsmith-case'),
  version: z.literal(1),
  createdAt: z.iso.datetime({ offset: true }),
  title: text,
  summary: z.array(text).max(MOST),
  app: z.array(setting).max(MOST),
  clockSkewSeconds: z.number().exactOptional(),
  note: text.exactOptional(),
  findings: z.array(findingSchema).max(MOST),
  checkUp: caseCheckUpSchema.exactOptional(),
  exchanges: z.array(exchangeSchema).max(MOST),
  connection: z.array(setting).max(MOST).exactOptional(),
  token: z.object({ header: claims, claims, omitted: z.array(text).max(MOST) }).exactOptional(),
  pasted: text.exactOptional(),
  replaced: z
    .array(z.object({ label: text, kind: z.enum(['secret', 'personal', 'recorded']), count: z.number() }))
    .max(MOST),
  harSha256: text,
}) satisfies z.ZodType<CaseDocument>;

const versioned = z.object({ format: z.literal('grantsmith-case'), version: z.number().int() });

/** Values in values; a case that Grantsmith made has no more than a token of ours may have. */
const DEEPEST = 64;

export interface ReadCase {
  document: CaseDocument;
  sha256: string;
  isIntact: boolean;
}

/**
 * Reads the JSON of a case file and nothing else of it. The file comes from anybody: throws `input.unreadable-file` for what is none or is
 * damaged, `input.unsupported` for the file of a later version.
 */
export async function readCase(bytes: Uint8Array): Promise<ReadCase> {
  const { json, named } = jsonIn(decode(bytes));
  if (depthOf(json) > DEEPEST) throw unreadable('Its JSON is nested deeper than any that Grantsmith writes.');
  const value = parse(json);
  const version = versioned.safeParse(value);
  if (!version.success) throw unreadable('Its JSON is not that of a case.');
  if (version.data.version > 1) {
    throw new Failure('input.unsupported', 'This case file was made by a later Grantsmith. Update to open it.', {
      details: { version: version.data.version },
    });
  }
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw unreadable(`Its JSON is not as a case has it${place === '' ? '' : ` (${place})`}.`, parsed.error);
  }
  const sum = await sha256(json);
  return { document: parsed.data, sha256: sum, isIntact: sum === named };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('It is not text.', cause);
  }
}

function jsonIn(file: string): { json: string; named: string } {
  const start = file.indexOf(CASE_JSON_START);
  if (start < 0) throw unreadable('There is no case in it.');
  const from = start + CASE_JSON_START.length;
  const end = file.indexOf(CASE_JSON_END, from);
  if (end < 0 || file.slice(from + 64, from + 66) !== '">') throw unreadable('It was cut short.');
  return { json: file.slice(from + 66, end), named: file.slice(from, from + 64) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw unreadable('Its JSON is damaged.', cause);
  }
}

/** How deep objects and arrays stand in one another, read off the text, so that a parser never meets a pit. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (isInString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) isInString = false;
    } else if (char === 0x22) isInString = true;
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return deepest;
}

function unreadable(why: string, cause?: unknown): Failure {
  return new Failure('input.unreadable-file', `This is no whole case file of Grantsmith. ${why}`, { cause });
}
