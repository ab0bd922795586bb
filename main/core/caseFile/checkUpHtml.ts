import type { CaseCheckUp, CaseCheckUpStep } from '#contract/caseFile.ts';
import { STEP_NAMES, VERDICT_WORDS } from './caseCheckUp.ts';
import { localTime, stampWords } from './caseWords.ts';
import { rowsHtml, withLabels } from './exchangeHtml.ts';
import { findingHtml } from './findingHtml.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

/** What the check-up came to, and each of its steps with what was seen. */
export function checkUpHtml({ connectionName, startedAt, headline, steps, requests }: CaseCheckUp): Markup {
  return html`<p>${withLabels(headline.sentence)}</p>
    <p class="soft small">
      Of ${withLabels(connectionName)}, begun ${stampWords(localTime(startedAt))}, with
      ${requests === 1 ? 'one request' : `${requests} requests`}.
    </p>
    ${steps.map(stepHtml)}`;
}

function stepHtml({ id, verdict, sentence, seen, findings, problem, durationMs }: CaseCheckUpStep): Markup {
  const took = verdict === 'skipped' || durationMs === 0 ? '' : `, ${Math.round(durationMs)} ms`;
  return html`<article class="finding" data-level="${verdict}">
    <h3>${STEP_NAMES[id]} <span class="soft small">${VERDICT_WORDS[verdict]}${took}</span></h3>
    <p>${withLabels(sentence)}</p>
    ${problem === undefined || problem.message === sentence ? undefined : html`<p>${withLabels(problem.message)}</p>`}
    ${seen.length === 0 ? undefined : rowsHtml(seen.map(({ where, quote }) => ({ name: where, value: quote })))}
    ${findings.map(findingHtml)}
  </article>`;
}
