import type { CaseCheckUp } from '#contract/caseFile.ts';
import type { Finding } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { CaseDraft } from './redactDraft.ts';

/** Epoch milliseconds as local time with its offset from UTC: `2026-11-25T23:10:25+01:00`. */
export function localTime(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const shifted = new Date(at + offset * 60_000);
  return `${shifted.toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

/** The same as people read it: `2026-11-25 at 23:10:25, UTC+01:00`. */
export const stampWords = (time: string): string => time.replace('T', ' at ').replace(/([+-]\d\d:\d\d)$/, ', UTC$1');

/** The server's clock, of which `seconds` is its lead. */
export function skewWords(seconds: number): string {
  if (Math.abs(seconds) < 2) return 'as this machine’s';
  return `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine’s`;
}

/** How sure a finding is, in words and figures. */
export function sureWords(confidence: number): string {
  const word = confidence >= 0.8 ? 'very likely' : confidence >= 0.5 ? 'likely' : 'possible';
  return `${word}, ${Math.round(confidence * 100)} %`;
}

const hasFailed = ({ failure, response }: Exchange): boolean =>
  failure !== undefined || (response?.status ?? 400) >= 400;

/** The exchange that the case is about: the newest that failed, else the newest. */
function mainExchange(exchanges: readonly Exchange[]): Exchange | undefined {
  const newest = exchanges.toSorted((a, b) => b.startedAt - a.startedAt);
  return newest.find(hasFailed) ?? newest[0];
}

export function titleOf({ findings, checkUp, exchanges }: CaseDraft): string {
  const [likeliest] = findings;
  if (likeliest !== undefined) return likeliest.title;
  if (checkUp !== undefined) return checkUp.headline.sentence.replace(/\.$/, '');
  const exchange = mainExchange(exchanges);
  return exchange === undefined ? 'A case without a diagnosis' : happened(exchange);
}

/** What failed, the likeliest cause and the first thing to do about it. */
export function summaryOf(draft: CaseDraft): string[] {
  const { checkUp } = draft;
  const exchange = mainExchange(draft.exchanges);
  const [likeliest, ...others] = draft.findings;
  return [
    ...(exchange === undefined || (checkUp !== undefined && !hasFailed(exchange))
      ? []
      : [`${happened(exchange)}, on ${stampWords(localTime(exchange.startedAt))}.`]),
    ...(exchange === undefined && draft.pasted !== undefined ? ['The failure was pasted; its text stands below.'] : []),
    ...(checkUp === undefined ? [] : checkUpSentences(checkUp)),
    ...(likeliest === undefined ? noCause(checkUp) : causeSentences(likeliest)),
    ...(others.length === 0
      ? []
      : [`${others.length === 1 ? 'Another cause is' : `${others.length} other causes are`} possible, see below.`]),
  ];
}

function checkUpSentences({ connectionName, startedAt, headline }: CaseCheckUp): string[] {
  return [`Check-up of “${connectionName}”, on ${stampWords(localTime(startedAt))}: ${headline.sentence}`];
}

/** A check-up says itself what it found. */
const noCause = (checkUp: CaseCheckUp | undefined): string[] => (checkUp === undefined ? ['No known cause fits.'] : []);

function causeSentences({ title, confidence, level, fix }: Finding): string[] {
  const [first] = fix;
  const path = first?.consolePath === undefined ? '' : ` Where: ${first.consolePath}.`;
  return [
    level === 'bad'
      ? `Most likely cause: ${title} (${sureWords(confidence)}).`
      : `${title} (${sureWords(confidence)}).`,
    ...(first === undefined ? [] : [`To do first: ${first.text}${path}`]),
  ];
}

function happened({ request, response, failure }: Exchange): string {
  const address = `${request.method} ${request.url.replace(/[?#].*$/s, '')}`;
  if (response === undefined) return `${address} failed: ${(failure?.message ?? 'no answer').replace(/\.$/, '')}`;
  const error = /"error"\s*:\s*"([\w.-]{1,60})"/.exec(response.body.text ?? '')?.[1];
  const status = `${response.status} ${response.statusText}`.trim();
  return `${address} was answered ${status}${error === undefined ? '' : `, error ${error}`}`;
}
