import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import type { Diagnosis } from '#contract/diagnosis.ts';
import { analyzeText, analyzeToken } from '../../main/core/diagnosis/analyze.ts';

const caseSchema = z.object({
  id: z.string(),
  title: z.string(),
  input: z.object({ kind: z.string(), text: z.string() }),
  context: z
    .object({ grant: z.string(), requestedScope: z.string(), apiUrl: z.string(), now: z.string() })
    .partial()
    .optional(),
  expected: z.string(),
  also: z.array(z.string()),
});

export type DiagnosisCase = z.output<typeof caseSchema>;

/** When the cases happened, where they do not say it. */
const THEN = Date.parse('2025-06-10T12:00:00Z');

/** The labelled failures of a file below `test/unit/core/diagnosis/cases/`. */
export function readCases(name: 'recorded' | 'documented' | 'reported'): DiagnosisCase[] {
  // From the root, since the bench is bundled and runs elsewhere.
  const file = join(process.cwd(), `test/unit/core/diagnosis/cases/${name}.jsonl`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => caseSchema.parse(JSON.parse(line)));
}

/** The answer to a case, or to another text in its circumstances. */
export function diagnoseCase({ input, context = {} }: DiagnosisCase, text = input.text): Promise<Diagnosis> {
  const { now, ...known } = context;
  const circumstances = { ...known, now: now === undefined ? THEN : Date.parse(now) };
  return input.kind === 'token' ? analyzeToken(text, circumstances) : analyzeText(text, circumstances);
}

/** The cause that is named first, `none` for no finding. */
export const firstCause = (diagnosis: Diagnosis): string => diagnosis.findings[0]?.cause ?? 'none';

export const isRight = ({ expected, also }: DiagnosisCase, cause: string): boolean =>
  cause === expected || also.includes(cause);
