import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { listConnections, readConnection } from '../../../main/core/oauth/connection/connections.ts';
import { describeTable, importTable } from '../../../main/imports/mapping.ts';
import { readCsv } from '../../../main/imports/readCsv.ts';
import { anyText } from '../../support/anyText.ts';
import { readKey } from '../../support/readKey.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ports = () => {
  const records = createMemoryRecords();
  let count = 0;
  return { records, now: () => 1, newId: () => `id-${(count += 1)}`, readKey };
};

describe('the columns of password managers', () => {
  it.each([
    ['Bitwarden', 'folder,favorite,type,name,notes,fields,login_uri,login_username,login_password,login_totp'],
    ['KeePassXC', '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"'],
    ['1Password', 'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes'],
    ['LastPass', 'url,username,password,totp,extra,name,grouping,fav'],
    ['Chrome', 'name,url,username,password,note'],
    ['a spreadsheet', 'Connection;Domain URL;Client ID;Client Secret;Scope'],
  ])('of %s are recognised', (_program, header) => {
    const width = header.split(/[,;]/).length;
    const separator = header.includes(';') ? ';' : ',';
    const table = readCsv(bytes(`${header}\r\n${Array.from({ length: width }, () => 'x').join(separator)}\r\n`));
    const found = describeTable(table).columns.map(({ suggestion }) => suggestion);
    for (const target of ['name', 'domainUrl', 'clientId', 'clientSecret']) expect(found).toContain(target);
  });

  it('prefer the exact name over the general one', () => {
    const table = readCsv(bytes('name,username,password,client id,client secret,url\na,b,c,d,e,f\n'));
    expect(describeTable(table).columns.map(({ suggestion }) => suggestion)).toEqual([
      'name',
      undefined,
      undefined,
      'clientId',
      'clientSecret',
      'domainUrl',
    ]);
  });

  it('are read from UTF-16 and with a byte order mark', () => {
    const text = 'name,password\nÜ,x\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const file of [utf16, bytes(`\ufeff${text}`)]) expect(readCsv(file).columns[0]?.name).toBe('name');
  });
});

describe('a CSV file of any content', () => {
  const cell = anyText({ maxLength: 20 });
  const cells = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 6 });
  const written = cells.map((rows) =>
    rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n'),
  );

  it('is read or refused with a code', () => {
    fc.assert(
      fc.property(fc.oneof(written, anyText()), (text) => {
        try {
          readCsv(bytes(text));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });

  it('never shows a value that is not the name of an entry', async () => {
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 30 }).map((text) => `s3cr3t${text}`);
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const quoted = `"${value.replaceAll('"', '""')}"`;
        const table = readCsv(bytes(`name,url,username,password\nPROD,${quoted},${quoted},${quoted}\n`));
        const result = await importTable(
          ports(),
          table,
          { mapping: { name: 0, domainUrl: 1, clientId: 2 } },
          undefined,
        );
        const told = JSON.stringify([describeTable(table), result]);
        expect(told).not.toContain(value.slice(0, 12));
      }),
    );
  });
});

describe('entries', () => {
  const table = readCsv(
    bytes('name,url,id,secret,user,pw\nA,https://a.example,c1,s1,,\nB,,c2,,u2,p2\n,https://c.example,,s3,,\n'),
  );
  const mapping = { name: 0, domainUrl: 1, clientId: 2, clientSecret: 3, username: 4, password: 5 };

  it('become connections of the grant that their values call for, with defaults where they have none', async () => {
    const here = ports();
    const { added, skipped } = await importTable(
      here,
      table,
      { mapping, defaults: { domainUrl: 'https://default.example', scope: 'urn:x', environment: 'TEST' } },
      undefined,
    );
    expect(added).toBe(2);
    expect(skipped).toEqual([
      { index: 2, title: 'c.example', reason: 'It has no client ID, or one of more than 512 characters.' },
    ]);
    const [a, b] = listConnections(here.records).map(({ id }) => readConnection(here.records, id));
    expect(a).toMatchObject({ grant: { type: 'client_credentials' }, environment: 'TEST', scope: 'urn:x' });
    expect(b).toMatchObject({
      domainUrl: 'https://default.example',
      grant: { type: 'password', username: 'u2', password: 'p2' },
      clientAuth: { method: 'none' },
    });
  });

  it('can be chosen, and a column that is not there is refused', async () => {
    const here = ports();
    expect((await importTable(here, table, { mapping }, { entries: [0] })).added).toBe(1);
    await expect(importTable(here, table, { mapping: { name: 6 } })).rejects.toMatchObject({
      code: 'input.invalid',
      field: 'mapping.name',
    });
  });
});
