import type { ApiRequest } from '#contract/apiRequest.ts';

export type BodyKind = 'none' | 'json' | 'xml' | 'form' | 'text';
export type XmlKind = 'plain' | 'soap11' | 'soap12';

/** A line of a table; one that is off stays in the form and is not sent. */
export interface Row {
  name: string;
  value: string;
  isOn: boolean;
}

/** What the form holds. */
export interface RequestDraft {
  method: string;
  url: string;
  auth: ApiRequest['auth'];
  headers: readonly Row[];
  body: {
    kind: BodyKind;
    /** Of JSON, XML and text alike: a change of the kind takes nothing away. */
    text: string;
    form: readonly Row[];
    xml: XmlKind;
    soapAction: string;
  };
  followRedirects: boolean;
  /** Empty for the app's own limit. */
  timeoutSeconds: string;
}

export const EMPTY_REQUEST: RequestDraft = {
  method: 'GET',
  url: '',
  auth: { kind: 'connection' },
  headers: [],
  body: { kind: 'none', text: '', form: [], xml: 'plain', soapAction: '' },
  followRedirects: false,
  timeoutSeconds: '',
};

const XML_TYPES: Record<XmlKind, string> = {
  plain: 'application/xml',
  soap11: 'text/xml; charset=utf-8',
  soap12: 'application/soap+xml; charset=utf-8',
};

/** The Content-Type that the kind of body gives, unless the person gave one. */
export function contentTypeOf({ kind, xml }: Pick<RequestDraft['body'], 'kind' | 'xml'>): string | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'json':
      return 'application/json';
    case 'xml':
      return XML_TYPES[xml];
    case 'form':
      return 'application/x-www-form-urlencoded';
    case 'text':
      return 'text/plain; charset=utf-8';
  }
}

const isNamed = (name: string, wanted: string): boolean => name.trim().toLowerCase() === wanted.toLowerCase();

export const hasHeader = (headers: readonly Row[], wanted: string): boolean =>
  headers.some(({ name, isOn }) => isOn && isNamed(name, wanted));

/** Headers that the body adds, each unless the person wrote one of that name. */
export function addedHeaders({ headers, body }: RequestDraft): [name: string, value: string][] {
  const type = contentTypeOf(body);
  const added: [string, string][] = type === undefined ? [] : [['Content-Type', typeWithAction(type, body)]];
  // SOAP 1.1 §6.1.1: the header is required, and an empty action is written as a pair of quotes.
  if (body.kind === 'xml' && body.xml === 'soap11') added.push(['SOAPAction', quotedAction(body.soapAction)]);
  return added.filter(([name]) => !hasHeader(headers, name));
}

/** SOAP 1.2 names the action in a parameter of the media type, RFC 3902. */
function typeWithAction(type: string, { kind, xml, soapAction }: RequestDraft['body']): string {
  const action = soapAction.trim();
  return kind === 'xml' && xml === 'soap12' && action !== '' ? `${type}; action=${quotedAction(action)}` : type;
}

const quotedAction = (action: string): string => `"${action.trim().replaceAll(/^"|"$/g, '')}"`;

function bodyOf({ kind, text, form }: RequestDraft['body']): string | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'form':
      return new URLSearchParams(
        form.filter(({ name, isOn }) => isOn && name !== '').map(({ name, value }): [string, string] => [name, value]),
      ).toString();
    case 'json':
    case 'xml':
    case 'text':
      return text;
  }
}

/** The form as main takes it. */
export function requestOf(draft: RequestDraft, connectionId: string): ApiRequest {
  const body = bodyOf(draft.body);
  const typed = draft.headers.filter(({ isOn }) => isOn).map(({ name, value }): [string, string] => [name, value]);
  return {
    method: draft.method,
    url: draft.url,
    headers: [...typed, ...addedHeaders(draft)],
    ...(body === undefined || body === '' ? {} : { body }),
    connectionId,
    auth: draft.auth,
    followRedirects: draft.followRedirects,
    ...(draft.timeoutSeconds.trim() === '' ? {} : { timeoutMs: Math.round(Number(draft.timeoutSeconds) * 1000) }),
  };
}

/** The row of the form that was sent as header `sent`; -1 for one that the body added. */
export function rowOfHeader(headers: readonly Row[], sent: number): number {
  const rows = headers.flatMap(({ isOn }, index) => (isOn ? [index] : []));
  return rows[sent] ?? -1;
}
