import type { CaseClaim, CaseDocument, CaseSetting, CaseToken, Replacement } from '#contract/caseFile.ts';
import { skewWords, stampWords } from './caseWords.ts';
import { CASE_STYLE } from './caseStyle.ts';
import { checkUpHtml } from './checkUpHtml.ts';
import { cspHash, sha256 } from './digest.ts';
import { exchangeHtml, rowsHtml, withLabels } from './exchangeHtml.ts';
import { findingHtml } from './findingHtml.ts';
import { html, scriptJson } from './html.ts';
import type { Markup } from './html.ts';

/** What opens the JSON in a case file; its sum follows, then `">`, the JSON, and the end of the script. */
export const CASE_JSON_START = '<script type="application/json" id="grantsmith-case" data-sha256="';
export const CASE_JSON_END = '</script>';

/**
 * One file that any browser shows and any program reads: words above, JSON and HAR below. No script runs in it, nothing is loaded, and no
 * text from outside is markup.
 */
export async function caseHtml(document: CaseDocument, har: string): Promise<{ html: string; sha256: string }> {
  const json = scriptJson(JSON.stringify(document));
  const sum = await sha256(json);
  const policy = `default-src 'none'; style-src ${await cspHash(CASE_STYLE)}; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${`Case: ${document.title}`}</title>
        ${{ markup: `<style>${CASE_STYLE}</style>` }}
      </head>
      <body>
        <main>
          ${headHtml(document)}
          ${section('Note', document.note, (note) => html`<p class="note">${withLabels(note)}</p>`)}
          ${section('Findings', listed(document.findings), (findings) => html`${findings.map(findingHtml)}`)}
          ${section('Check-up', document.checkUp, checkUpHtml)}
          ${section('What was pasted', document.pasted, (text) => html`<pre>${withLabels(text)}</pre>`)}
          ${section('Requests', listed(document.exchanges), (exchanges) => html`${exchanges.map(exchangeHtml)}`)}
          ${section('Token', document.token, tokenHtml)} ${section('Connection', document.connection, rowsHtml)}
          ${section('What was replaced', document.replaced, replacedHtml)}
          ${section('Made with', madeWith(document), rowsHtml)}
          <p class="soft small">
            The same stands in this file as JSON (element <span class="mono">grantsmith-case</span>) and as HTTP
            archive, HAR 1.2 (element <span class="mono">har</span>). Grantsmith opens it again: Open a case file.
            SHA-256 of the JSON, which shows a change by accident and is no signature:<br /><span class="mono"
              >${sum}</span
            >
          </p>
        </main>
        ${{ markup: `${CASE_JSON_START}${sum}">${json}${CASE_JSON_END}` }}
        ${{ markup: `<script type="application/json" id="har">${scriptJson(har)}</script>` }}
      </body>
    </html> `;
  return { html: page.markup, sha256: sum };
}

const listed = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length === 0 ? undefined : items);

function section<Value>(title: string, value: Value | undefined, body: (value: Value) => Markup): Markup | undefined {
  return value === undefined
    ? undefined
    : html`<section>
        <h2>${title}</h2>
        ${body(value)}
      </section>`;
}

function headHtml({ title, createdAt, summary }: CaseDocument): Markup {
  return html`<header>
    <p class="kind">Case file of Grantsmith</p>
    <h1>${withLabels(title)}</h1>
    <p class="soft">
      Made ${stampWords(createdAt)}. Secrets are replaced by labels: the same numbered label is the same value.
    </p>
    <div class="summary">${summary.map((sentence) => html`<p>${withLabels(sentence)}</p>`)}</div>
  </header>`;
}

function tokenHtml({ header, claims, omitted }: CaseToken): Markup {
  return html`<p class="soft">As it says of itself; not verified. The signature is not in this file.</p>
    <h4>Header</h4>
    ${claimsHtml(header)}
    <h4>Claims</h4>
    ${claimsHtml(claims)}${omitted.length === 0 ? undefined : html`<p class="soft small">Left out: ${omitted.join(', ')}</p>`}`;
}

function claimsHtml(claims: readonly CaseClaim[]): Markup {
  return html`<table>
    <thead>
      <tr>
        <th>Name</th>
        <th>Value</th>
        <th>Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${claims.map(
        ({ name, value, meaning, note }) =>
          html`<tr>
            <th scope="row" class="mono">${name}</th>
            <td class="mono">${withLabels(typeof value === 'string' ? value : JSON.stringify(value))}</td>
            <td>
              ${withLabels(note ?? '')}${meaning === undefined ? undefined : html` <span class="soft">${meaning}</span>`}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const KINDS: Record<Replacement['kind'], string> = {
  secret: 'Secret. The same label is the same value.',
  personal: 'Name, user name or address of a person. The same label is the same value.',
  recorded:
    'Masked when it was recorded, in an earlier run of the app. The same # is the same value; without one that is not known.',
};

function replacedHtml(replaced: readonly Replacement[]): Markup {
  if (replaced.length === 0) return html`<p class="soft">Nothing secret was found in it.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>Label</th>
        <th>What it stands for</th>
        <th class="count">Times</th>
      </tr>
    </thead>
    <tbody>
      ${replaced.map(
        ({ label, kind, count }) =>
          html`<tr>
            <td class="mono">${withLabels(label)}</td>
            <td>${KINDS[kind]}</td>
            <td class="count">${count}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function madeWith({ app, clockSkewSeconds }: CaseDocument): CaseSetting[] {
  const skew = clockSkewSeconds === undefined ? 'not known' : skewWords(clockSkewSeconds);
  return [...app, { name: 'Server’s clock', value: skew }];
}
