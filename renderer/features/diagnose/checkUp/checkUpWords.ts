import type { CheckUp, CheckUpStep, CheckUpStepId, CheckUpVerdict } from '#contract/checkUp.ts';
import type { Finding } from '#contract/diagnosis.ts';
import { durationWords } from '../../../ui/exchangeText.ts';

/** In the order in which they are walked. */
export const STEP_NAMES: Record<CheckUpStepId, string> = {
  settings: 'Settings',
  network: 'Network',
  tls: 'TLS and certificate',
  clock: 'Clocks',
  metadata: 'Metadata',
  keys: 'Signing keys',
  token: 'Token request',
  claims: 'The token itself',
  api: 'The API',
};

const isStepId = (id: string): id is CheckUpStepId => id in STEP_NAMES;
export const STEP_IDS: readonly CheckUpStepId[] = Object.keys(STEP_NAMES).filter(isStepId);

export const VERDICT_WORDS: Record<CheckUpVerdict, string> = {
  good: 'Good',
  notice: 'Note',
  bad: 'Problem',
  skipped: 'Not checked',
};

/** The whole check-up for a message or a ticket. There is no secret in it: main left none. */
export function checkUpText(checkUp: CheckUp): string {
  const { connectionName, startedAt, durationMs, requests, headline, steps } = checkUp;
  const place = headline.stepId === undefined ? '' : ` (${STEP_NAMES[headline.stepId]})`;
  return [
    `Check-up of “${connectionName}”, ${new Date(startedAt).toISOString()}`,
    `${requests} ${requests === 1 ? 'request' : 'requests'} in ${durationWords(durationMs)}`,
    '',
    `${headline.sentence}${place}`,
    ...steps.flatMap((step, index) => ['', ...stepLines(step, index + 1)]),
    '',
  ].join('\n');
}

function stepLines({ id, verdict, sentence, seen, findings, durationMs }: CheckUpStep, number: number): string[] {
  const time = verdict === 'skipped' ? '' : `, ${durationWords(durationMs)}`;
  return [
    `${number}. ${STEP_NAMES[id]}: ${VERDICT_WORDS[verdict]}${time}`,
    `   ${sentence}`,
    ...seen.map(({ where, quote }) => `   ${where}: ${quote}`),
    ...findings.flatMap(findingLines),
  ];
}

function findingLines({ cause, title, level, explanation, evidence, fix }: Finding): string[] {
  return [
    `   - ${VERDICT_WORDS[level]}: ${title} [${cause}]`,
    `     ${explanation}`,
    ...evidence.map(({ where, quote }) => `     ${where}: ${quote}`),
    ...fix.map(
      ({ text, consolePath, url }) => `     What to do: ${[text, consolePath, url].filter(Boolean).join(' ')}`,
    ),
  ];
}
