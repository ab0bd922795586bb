import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../renderer/features/request/readRequest.ts';
import { addressHint } from '../../../renderer/features/request/requestAddress.ts';
import {
  EMPTY_REQUEST,
  addedHeaders,
  requestOf,
  rowOfHeader,
} from '../../../renderer/features/request/requestDraft.ts';
import type { RequestDraft } from '../../../renderer/features/request/requestDraft.ts';

const withBody = (body: Partial<RequestDraft['body']>, headers: RequestDraft['headers'] = []): RequestDraft => ({
  ...EMPTY_REQUEST,
  headers,
  body: { ...EMPTY_REQUEST.body, ...body },
});

describe('the headers that a body adds', () => {
  it('name its type, unless the person did so in any case', () => {
    expect(addedHeaders(withBody({ kind: 'json', text: '{}' }))).toEqual([['Content-Type', 'application/json']]);
    const own = [{ name: 'content-TYPE ', value: 'application/scim+json', isOn: true }];
    expect(addedHeaders(withBody({ kind: 'json', text: '{}' }, own))).toEqual([]);
    const off = own.map((row) => ({ ...row, isOn: false }));
    expect(addedHeaders(withBody({ kind: 'json', text: '{}' }, off))).toHaveLength(1);
  });

  it('name the action of SOAP 1.1 in quotes, and of SOAP 1.2 in the type', () => {
    expect(addedHeaders(withBody({ kind: 'xml', xml: 'soap11', soapAction: 'Find' }))).toContainEqual([
      'SOAPAction',
      '"Find"',
    ]);
    expect(addedHeaders(withBody({ kind: 'xml', xml: 'soap11' }))).toContainEqual(['SOAPAction', '""']);
    expect(addedHeaders(withBody({ kind: 'xml', xml: 'soap12', soapAction: '"Find"' }))).toEqual([
      ['Content-Type', 'application/soap+xml; charset=utf-8; action="Find"'],
    ]);
  });
});

describe('a request', () => {
  it('leaves out what is switched off', () => {
    const draft = withBody({
      kind: 'form',
      form: [
        { name: 'a', value: 'x y&z', isOn: true },
        { name: 'b', value: '2', isOn: false },
      ],
    });
    expect(requestOf({ ...draft, timeoutSeconds: '1.5' }, 'c')).toMatchObject({ body: 'a=x+y%26z', timeoutMs: 1500 });
    expect(requestOf(EMPTY_REQUEST, 'c')).not.toHaveProperty('body');
    expect(requestOf(EMPTY_REQUEST, 'c')).not.toHaveProperty('timeoutMs');
  });

  it.each([
    withBody({ kind: 'json', text: '{"a":1}' }, [{ name: 'Accept', value: 'application/json', isOn: true }]),
    withBody({ kind: 'xml', xml: 'plain', text: '<a/>' }),
    withBody({ kind: 'xml', xml: 'soap11', soapAction: 'FindUser', text: '<a/>' }),
    withBody({ kind: 'xml', xml: 'soap12', soapAction: 'FindUser', text: '<a/>' }),
    withBody({ kind: 'form', form: [{ name: 'a', value: 'ä & b', isOn: true }] }),
    withBody({ kind: 'text', text: 'plain words' }),
    { ...EMPTY_REQUEST, auth: { kind: 'none' }, followRedirects: true, timeoutSeconds: '2.5' } as const,
  ])('that was stored fills the form as it was: %#', (draft) => {
    expect(draftOf(requestOf(draft, 'c'))).toEqual(draft);
  });

  it('that names its own type keeps it in the table', () => {
    const draft = draftOf({
      method: 'PUT',
      url: '/',
      headers: [['Content-Type', 'application/scim+json']],
      body: '{}',
    });
    expect(draft.body.kind).toBe('json');
    expect(draft.headers).toEqual([{ name: 'Content-Type', value: 'application/scim+json', isOn: true }]);
  });
});

describe('a failure at a header', () => {
  it('finds its row past those that are switched off', () => {
    const rows = [false, true, false, true].map((isOn) => ({ name: 'X', value: '', isOn }));
    expect([0, 1, 2].map((sent) => rowOfHeader(rows, sent))).toEqual([1, 3, -1]);
  });
});

describe('the hint below the address', () => {
  const base = 'https://api.example.com/rest/';
  it('shows what a relative address will call', () => {
    expect(addressHint('/users?limit=1', base)).toBe('Calls https://api.example.com/rest/users?limit=1');
    expect(addressHint('', base)).toContain(base);
  });
  it('says that a whole address is needed where there is no base', () => {
    expect(addressHint('/users', undefined)).toContain('enter the whole address');
    expect(addressHint('api.example.com/users', undefined)).toBe('Calls https://api.example.com/users');
  });
});
