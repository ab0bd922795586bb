import { describe, expect, it } from 'vitest';
import { formsOf, makeCanary } from '../../support/canary.ts';
import { createLeakScan } from '../../support/leakScan.ts';

const secret = makeCanary('of the scan');
const scan = createLeakScan({ ours: secret, other: makeCanary('that stands nowhere') });
const around = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('…{"text":"'), bytes, Buffer.alloc(3, 0xff)]);

describe('the search for planted secrets', () => {
  it.each(formsOf(secret).filter(({ length }) => length >= 12))('finds %s in both encodings', (form) => {
    for (const encoding of ['utf8', 'utf16le'] as const) {
      expect(scan('file', around(Buffer.from(form, encoding)))).toEqual([{ where: 'file', secret: 'ours' }]);
    }
  });

  it('finds it at the very end, and in the header of a Basic authentication', () => {
    expect(scan('file', Buffer.from(secret))).toHaveLength(1);
    const basic = Buffer.from(`client:${encodeURIComponent(secret)}`).toString('base64');
    expect(scan('file', Buffer.from(`Authorization: Basic ${basic}`))).toHaveLength(1);
  });

  it('finds nothing in what only begins like it', () => {
    expect(scan('file', around(Buffer.from(secret.slice(0, -1))))).toEqual([]);
    expect(scan('file', Buffer.alloc(100_000, secret.slice(0, 5)))).toEqual([]);
    expect(scan('file', Buffer.alloc(0))).toEqual([]);
  });
});
