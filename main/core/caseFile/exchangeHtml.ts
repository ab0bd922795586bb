import type { CaseSetting } from '#contract/caseFile.ts';
import type { Exchange, Header, RecordedBody, TlsFacts } from '#contract/exchange.ts';
import { localTime, skewWords, stampWords } from './caseWords.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

const LABEL = /(⟦[^⟦⟧]{1,90}⟧)/;
/** More is no reading matter; the whole stands in the JSON. */
const SHOWN = 6_000;

/** Text with its labels set off. */
export function withLabels(text: string): Markup[] {
  return text.split(LABEL).map((part, at) => (at % 2 === 1 ? html`<span class="label">${part}</span>` : html`${part}`));
}

/** Names with their values. */
export function rowsHtml(rows: readonly CaseSetting[]): Markup {
  return html`<table>
    <tbody>
      ${rows.map(
        ({ name, value }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="mono">${withLabels(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function exchangeHtml(exchange: Exchange): Markup {
  const { request, response, failure, startedAt, timings, tls, proxy, clockSkewSeconds } = exchange;
  const level = response === undefined || response.status >= 400 ? 'bad' : response.status >= 300 ? 'notice' : 'good';
  const { dns, connect, tls: handshake, firstByte, download, total } = timings;
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  const way: CaseSetting[] = [
    { name: 'Began', value: stampWords(localTime(startedAt)) },
    {
      name: 'Took',
      value: `${ms(total)} (DNS ${ms(dns)}, connect ${ms(connect)}, TLS ${ms(handshake)}, first byte ${ms(firstByte)}, download ${ms(download)})`,
    },
    ...(clockSkewSeconds === undefined ? [] : [{ name: 'Server’s clock', value: skewWords(clockSkewSeconds) }]),
    ...(proxy === undefined ? [] : [{ name: 'Proxy', value: proxy }]),
    ...(tls === undefined ? [] : tlsRows(tls)),
  ];
  return html`<details open>
    <summary>
      <span class="status" data-level="${level}">${response === undefined ? 'Failed' : response.status}</span>
      <span class="mono">${request.method} ${withLabels(request.url)}</span>
    </summary>
    <div class="opened">
      ${failure === undefined ? undefined : html`<p>${withLabels(failure.message)} <span class="soft mono">${failure.code}</span></p>`}
      ${rowsHtml(way)}
      <h4>Request</h4>
      ${messageHtml(request.headers, request.body)}
      ${
        response === undefined
          ? undefined
          : html`<h4>Response: ${response.status} ${response.statusText}</h4>
              ${messageHtml(response.headers, response.body)}`
      }
    </div>
  </details>`;
}

function tlsRows(tls: TlsFacts): CaseSetting[] {
  return [
    { name: 'TLS', value: `${tls.protocol}, ${tls.cipher}` },
    { name: 'Certificate', value: `${tls.subject}, by ${tls.issuer}` },
    { name: 'For', value: tls.subjectAlternativeNames.join(', ') },
    { name: 'Valid', value: `${tls.validFrom} to ${tls.validTo}` },
    { name: 'SHA-256 of the certificate', value: tls.fingerprint256 },
    { name: 'Client certificate', value: tls.clientCertificate ? 'sent' : 'not sent' },
  ];
}

function messageHtml(headers: readonly Header[], body: RecordedBody | undefined): Markup {
  return html`${headers.length === 0 ? html`<p class="soft">No headers</p>` : rowsHtml(headers.map(([name, value]) => ({ name, value })))}${body === undefined || body.bytes === 0 ? undefined : bodyHtml(body)}`;
}

function bodyHtml({ text, bytes, truncated }: RecordedBody): Markup {
  if (text === undefined) return html`<p class="soft small">Body of ${bytes} bytes, not text</p>`;
  const isCut = truncated || text.length > SHOWN;
  const cut = `Cut off here; ${truncated ? 'it was cut when it was recorded' : 'the whole stands in the JSON'}.`;
  return html`<pre>${withLabels(text.slice(0, SHOWN))}</pre>
    ${isCut ? html`<p class="soft small">${cut}</p>` : undefined}`;
}
