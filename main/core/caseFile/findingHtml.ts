import type { Finding } from '#contract/diagnosis.ts';
import { sureWords } from './caseWords.ts';
import { rowsHtml, withLabels } from './exchangeHtml.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

/** A cause with its evidence and what to do. */
export function findingHtml({ title, level, confidence, explanation, evidence, fix, verifyBy }: Finding): Markup {
  return html`<article class="finding" data-level="${level}">
    <h3>${withLabels(title)} <span class="soft small">${sureWords(confidence)}</span></h3>
    <p>${withLabels(explanation)}</p>
    ${
      evidence.length === 0
        ? undefined
        : html`<h4>Evidence</h4>
            ${rowsHtml(evidence.map(({ where, quote }) => ({ name: where, value: quote })))}`
    }
    ${
      fix.length === 0
        ? undefined
        : html`<h4>What to do</h4>
            <ol>
              ${fix.map(({ text, consolePath, url }) => html`<li>${withLabels(text)}${consolePath === undefined ? undefined : html`<br /><span class="soft">${consolePath}</span>`}${url === undefined ? undefined : html`<br /><span class="mono">${withLabels(url)}</span>`}</li>`)}
            </ol>`
    }
    ${
      verifyBy === undefined
        ? undefined
        : html`<h4>To see that it worked</h4>
            <p>${withLabels(verifyBy)}</p>`
    }
  </article>`;
}
