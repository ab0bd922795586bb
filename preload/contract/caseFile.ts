import { z } from 'zod';
import type { CheckUp, CheckUpStep } from './checkUp.ts';
import type { Finding } from './diagnosis.ts';
import type { Exchange } from './exchange.ts';

const id = z.string().min(1).max(100);
const words = z.string().max(10_000);

const findingInput = z.strictObject({
  cause: z.string().max(200),
  title: z.string().max(1_000),
  confidence: z.number().min(0).max(1),
  level: z.enum(['good', 'notice', 'bad']),
  evidence: z.array(z.strictObject({ where: words, quote: words })).max(100),
  explanation: words,
  fix: z
    .array(z.strictObject({ text: words, consolePath: words.exactOptional(), url: words.exactOptional() }))
    .max(100),
  verifyBy: words.exactOptional(),
}) satisfies z.ZodType<Finding>;

/** What goes into a case file. Everything of it is redacted by main, the note and the findings too. */
export const previewCaseFileInput = z.strictObject({
  note: z.string().max(20_000, 'A note of more than 20,000 characters is not taken.').exactOptional(),
  /** As they were shown, best first. */
  findings: z.array(findingInput).max(50).exactOptional(),
  /** The `CheckUp` that was shown, with its requests. */
  checkUp: z.record(z.string(), z.unknown()).exactOptional(),
  /** Recorded exchanges of any connection. */
  exchangeIds: z.array(id).max(40, 'At most 40 requests go into one case file.').exactOptional(),
  /** Its settings, without secrets. */
  connectionId: id.exactOptional(),
  /** Header and claims of this stored token, never its signature. */
  tokenId: id.exactOptional(),
  /** Claims that stay behind. */
  omittedClaims: z.array(z.string().max(200)).max(2_000).exactOptional(),
  /** The failure that was pasted. */
  pasted: z.string().max(5_000_000, 'More than 5 MB are not read.').exactOptional(),
  /** Names, user names and e-mail addresses stay as they are; otherwise each gets a pseudonym. */
  keepPersonal: z.boolean().exactOptional(),
});

export const saveCaseFileInput = z.strictObject({ previewId: id });

/** A value as a case file can hold it. */
export type CaseValue = null | boolean | number | string | CaseValue[] | { readonly [key: string]: CaseValue };

export interface CaseClaim {
  name: string;
  value: CaseValue;
  meaning?: string;
  note?: string;
}

export interface CaseToken {
  header: CaseClaim[];
  claims: CaseClaim[];
  /** Names of the claims that were left out on purpose. */
  omitted: string[];
}

/** What stands in a case file in the place of a value. */
export interface Replacement {
  /** As it stands in the file. */
  label: string;
  /** `recorded`: masked when the request was recorded, in an earlier run: only with the same tag, `#` and eight characters, are two the same value. */
  kind: 'secret' | 'personal' | 'recorded';
  /** How often it stands in the file. */
  count: number;
}

export interface CaseSetting {
  name: string;
  value: string;
}

/** A step of a check-up; its requests stand among those of the case, under these ids. */
export interface CaseCheckUpStep extends Omit<CheckUpStep, 'exchanges'> {
  exchangeIds: string[];
}

export interface CaseCheckUp extends Omit<CheckUp, 'connectionId' | 'headline' | 'steps'> {
  headline: Omit<CheckUp['headline'], 'finding'>;
  /** All of them, in order. */
  steps: CaseCheckUpStep[];
}

/** What a case file says; the same in its words and in its JSON. Each section but the first few may be absent. */
export interface CaseDocument {
  format: 'grantsmith-case';
  version: 1;
  /** ISO 8601 with the offset from UTC where it was made. */
  createdAt: string;
  title: string;
  /** What happened, in sentences. */
  summary: string[];
  app: CaseSetting[];
  /** Server clock minus that of the machine, in seconds, as the newest of the exchanges has it. */
  clockSkewSeconds?: number;
  note?: string;
  findings: Finding[];
  checkUp?: CaseCheckUp;
  exchanges: Exchange[];
  /** Names and values in words. */
  connection?: CaseSetting[];
  token?: CaseToken;
  /** What was pasted, with its secrets replaced. */
  pasted?: string;
  replaced: Replacement[];
  /** Of the HTTP archive that stands in the file beside this. */
  harSha256: string;
}

export interface CasePreview {
  previewId: string;
  document: CaseDocument;
  /** The whole file, byte for byte what is saved. */
  html: string;
  /** Of the file in bytes. */
  bytes: number;
  /** Of the JSON in the file, hexadecimal. It shows a change by accident; it is no signature. */
  sha256: string;
}

export interface OpenedCase {
  fileName: string;
  document: CaseDocument;
  sha256: string;
  /** Whether that is the sum which the file names itself. */
  isIntact: boolean;
}
