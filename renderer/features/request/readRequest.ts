import type { ApiRequest } from '#contract/apiRequest.ts';
import { EMPTY_REQUEST, addedHeaders } from './requestDraft.ts';
import type { BodyKind, RequestDraft, Row, XmlKind } from './requestDraft.ts';

/** What an example and a stored request have in common. */
type Readable = Pick<ApiRequest, 'method' | 'url' | 'headers' | 'body'> & Partial<ApiRequest>;

/** A stored or ready request as the form shows it. What the form would add by itself is taken out of the header table. */
export function draftOf(request: Readable): RequestDraft {
  const rows = (request.headers ?? []).map(([name, value]): Row => ({ name, value, isOn: true }));
  const draft: RequestDraft = {
    ...EMPTY_REQUEST,
    method: request.method,
    url: request.url,
    auth: request.auth ?? EMPTY_REQUEST.auth,
    headers: rows,
    body: bodyOf(request, rows),
    followRedirects: request.followRedirects ?? EMPTY_REQUEST.followRedirects,
    timeoutSeconds: request.timeoutMs === undefined ? '' : String(request.timeoutMs / 1000),
  };
  const added = addedHeaders({ ...draft, headers: [] });
  return { ...draft, headers: rows.filter((row) => !added.some(([name, value]) => isSame(row, name, value))) };
}

const plain = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();

const isSame = (row: Row, name: string, value: string): boolean =>
  plain(row.name) === plain(name) && plain(row.value) === plain(value);

const valueOf = (rows: readonly Row[], wanted: string): string =>
  rows.find(({ name }) => plain(name) === wanted)?.value ?? '';

function bodyOf({ body = '' }: Readable, rows: readonly Row[]): RequestDraft['body'] {
  const type = valueOf(rows, 'content-type');
  const kind = body === '' ? 'none' : kindOf(type, body);
  const form =
    kind === 'form' ? [...new URLSearchParams(body)].map(([name, value]) => ({ name, value, isOn: true })) : [];
  return { kind, text: kind === 'form' ? '' : body, form, ...soapOf(type, valueOf(rows, 'soapaction'), body) };
}

function kindOf(type: string, body: string): BodyKind {
  if (/\bjson\b/i.test(type)) return 'json';
  if (/\bxml\b/i.test(type)) return 'xml';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return 'form';
  if (type !== '') return 'text';
  return /^\s*[{[]/.test(body) ? 'json' : /^\s*</.test(body) ? 'xml' : 'text';
}

function soapOf(type: string, header: string, body: string): { xml: XmlKind; soapAction: string } {
  if (/\bsoap\+xml\b/i.test(type)) {
    return { xml: 'soap12', soapAction: /\baction="?([^";]*)/i.exec(type)?.[1] ?? '' };
  }
  const isSoap = header !== '' || body.includes('schemas.xmlsoap.org/soap/envelope');
  return { xml: isSoap ? 'soap11' : 'plain', soapAction: header.replaceAll(/^"|"$/g, '') };
}
