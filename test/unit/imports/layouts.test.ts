import { describe, expect, it } from 'vitest';
import type { ImportTarget } from '../../../preload/contract/imports.ts';
import { listConnections, readConnection } from '../../../main/core/oauth/connection/connections.ts';
import { describeTable, importTable } from '../../../main/imports/mapping.ts';
import { readCsv } from '../../../main/imports/readCsv.ts';
import { withNamedLines } from '../../../main/imports/namedLines.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';
import { readKey } from '../../support/readKey.ts';

const tableOf = (text: string) => withNamedLines(readCsv(new TextEncoder().encode(text)));

const ports = () => {
  let count = 0;
  return { records: createMemoryRecords(), now: () => 1, newId: () => `id-${(count += 1)}`, readKey };
};

/** What comes of a file when the person changes nothing about the suggested mapping. */
async function importAsSuggested(text: string) {
  const here = ports();
  const { records } = here;
  const table = tableOf(text);
  const { columns, entries } = describeTable(table);
  const mapping: Partial<Record<ImportTarget, number>> = {};
  for (const { suggestion, index } of columns) if (suggestion !== undefined) mapping[suggestion] = index;
  const result = await importTable(here, table, { mapping });
  const connections = listConnections(records).map(({ id }) => readConnection(records, id));
  return { columns, entries, result, connections, preview: JSON.stringify([columns, entries, result]) };
}

const DOMAIN = 'https://idcs-1.identity.oraclecloud.com';
const FOUND = { domainUrl: DOMAIN, clientId: 'c1', clientAuth: { secret: 'S3cr3t,"x' }, notes: 'line one\nline two' };
const SECRET = '"S3cr3t,""x"';
const NOTES = '"line one\nline two"';

describe('the export of', () => {
  it.each([
    [
      'KeePassXC',
      '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
      `"Root/APIs","PROD","c1",${SECRET},"${DOMAIN}",${NOTES},"","0","2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"`,
    ],
    [
      'KeePass 2, which writes a backslash before quotes',
      '"Account","Login Name","Password","Web Site","Comments"',
      `"PROD","c1","S3cr3t,\\"x","${DOMAIN}",${NOTES}`,
    ],
    [
      'Bitwarden, individual, with two addresses',
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
      `APIs,,login,PROD,${NOTES},,0,"${DOMAIN},https://other.example",c1,${SECRET},`,
    ],
    [
      'Bitwarden, organisation',
      'collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
      `APIs,login,PROD,${NOTES},,0,${DOMAIN},c1,${SECRET},`,
    ],
    [
      '1Password',
      'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes',
      `PROD,${DOMAIN},c1,${SECRET},,false,false,,${NOTES}`,
    ],
    ['LastPass', 'url,username,password,totp,extra,name,grouping,fav', `${DOMAIN},c1,${SECRET},,${NOTES},PROD,APIs,0`],
    ['Chrome and Edge', 'name,url,username,password,note', `PROD,${DOMAIN},c1,${SECRET},${NOTES}`],
    ['Apple Passwords', 'Title,URL,Username,Password,Notes,OTPAuth', `PROD,${DOMAIN},c1,${SECRET},${NOTES},`],
    [
      'Dashlane',
      'username,username2,username3,title,password,note,url,category,otpUrl',
      `c1,,,PROD,${SECRET},${NOTES},${DOMAIN},APIs,`,
    ],
    ['NordPass', 'name,url,username,password,note,folder', `PROD,${DOMAIN},c1,${SECRET},${NOTES},APIs`],
    ['Keeper', 'Folder,Title,Login,Password,Website Address,Notes', `APIs,PROD,c1,${SECRET},${DOMAIN},${NOTES}`],
    ['RoboForm', 'Name,Url,MatchUrl,Login,Pwd,Note', `PROD,${DOMAIN},,c1,${SECRET},${NOTES}`],
  ])('%s needs no mapping by hand', async (_program, header, row) => {
    for (const text of [`${header}\n${row}\n`, `\ufeff${header}\r\n${row.replaceAll('\n', '\r\n')}\r\n`]) {
      const { connections, result, preview } = await importAsSuggested(text);
      expect(result).toEqual({ added: 1, replaced: 0, leftOut: 0, skipped: [] });
      const [made] = connections.map((connection) => ({
        ...connection,
        notes: connection.notes.replace('\r\n', '\n'),
      }));
      expect(made).toMatchObject({ name: 'PROD', ...FOUND });
      expect(preview).not.toMatch(/S3cr3t|line one|"c1"/);
    }
  });

  it('Firefox, which has no names, is told apart by the hosts', async () => {
    const { connections, entries } = await importAsSuggested(
      '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n' +
        `"${DOMAIN}","c1",${SECRET},"","${DOMAIN}","{1}","1","1","1"\n"S3cr3t-in-the-wrong-place","c2","s","","","{2}","1","1","1"\n`,
    );
    expect(entries.map(({ title }) => title)).toEqual(['idcs-1.identity.oraclecloud.com', 'Entry 2']);
    expect(connections[0]).toMatchObject({ name: 'idcs-1.identity.oraclecloud.com', clientId: 'c1' });
  });
});

describe('fields that a program keeps as lines of text', () => {
  it('are found in the custom fields of Bitwarden, each as a column', async () => {
    const fields = `"Client ID: c1\nClient Secret: S3cr3t: 1\nScope: urn:opc:idm:__myscopes__\nToken URL: ${DOMAIN}/oauth2/v1/token\nOwner: Ada"`;
    const { connections, columns, preview } = await importAsSuggested(
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n' +
        `,,login,PROD,by hand,${fields},0,${DOMAIN}/ui/v1/adminconsole,ada@example.com,Console-pw-1,\n` +
        ',,note,A note,nothing,,0,,,,\n',
    );
    expect(connections).toHaveLength(1);
    expect(connections[0]).toMatchObject({
      name: 'PROD',
      domainUrl: DOMAIN,
      endpoints: { token: `${DOMAIN}/oauth2/v1/token` },
      clientId: 'c1',
      clientAuth: { secret: 'S3cr3t: 1' },
      scope: 'urn:opc:idm:__myscopes__',
      notes: 'by hand',
    });
    expect(columns.find(({ name }) => name === 'Owner')).toMatchObject({ filled: 1 });
    expect(columns.find(({ name }) => name === 'fields')).toBeUndefined();
    expect(columns.find(({ name }) => name === 'Client Secret')).toMatchObject({ secret: true });
    expect(preview).not.toMatch(/S3cr3t|Ada|Console-pw/);
  });

  it('are found in notes, and a secret is taken out of the notes, which everybody sees', async () => {
    const notes = `"Billing API\nclient_id = c1\nClient secret: S3cr3t-1\nscope: urn:x\nSee: https://wiki.example/x"`;
    const { connections } = await importAsSuggested(`name,url,username,password,note\nPROD,${DOMAIN},,,${notes}\n`);
    expect(connections[0]).toMatchObject({ clientId: 'c1', clientAuth: { secret: 'S3cr3t-1' }, scope: 'urn:x' });
    expect(connections[0]?.notes).toBe('Billing API\nclient_id = c1\nscope: urn:x\nSee: https://wiki.example/x');
  });

  it('never replace what stands in a column of its own', async () => {
    const { connections } = await importAsSuggested(
      `name,url,client id,client secret,notes\nPROD,${DOMAIN},c1,s1,Client secret: old\nTEST,${DOMAIN},c2,,Client secret: s2\n`,
    );
    expect(connections.map(({ clientAuth, notes }) => [clientAuth.secret, notes])).toEqual([
      ['s1', 'Client secret: old'],
      ['s2', ''],
    ]);
  });
});

describe('a spreadsheet', () => {
  it('may say its separator in a first line, and write UTF-16 in either order', () => {
    const text = 'sep=;\r\nname;client id;scope\r\nÜ;c1;a,b\r\n';
    expect(tableOf(text)).toMatchObject({ columns: [{ name: 'name' }, {}, {}], rows: [['Ü', 'c1', 'a,b']] });
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      expect(readCsv(bytes).rows).toEqual([['Ü', 'c1', 'a,b']]);
    }
  });

  it('of 5,000 rows comes in whole, with formulas as the text that they are', async () => {
    const rows = Array.from({ length: 5000 }, (_row, at) => `E${at},${DOMAIN},c${at},=HYPERLINK(${at}),-1+${at}`);
    const table = tableOf(`name,url,client id,client secret,scope\n${rows.join('\n')}`);
    const here = ports();
    const mapping = { name: 0, domainUrl: 1, clientId: 2, clientSecret: 3, scope: 4 };
    expect(await importTable(here, table, { mapping })).toMatchObject({ added: 5000, skipped: [] });
    expect(readConnection(here.records, 'id-5000')).toMatchObject({
      clientAuth: { secret: '=HYPERLINK(4999)' },
      scope: '-1+4999',
    });
  });
});

describe('a file that cannot be taken', () => {
  const refusalOf = (bytes: Uint8Array): string => {
    try {
      return `taken: ${JSON.stringify(readCsv(bytes).columns)}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const sentence = (text: string): string => refusalOf(new TextEncoder().encode(text));

  it.each([
    `PROD,${DOMAIN},c1,S3cr3t-of-the-first-line\nTEST,${DOMAIN},c2,x`,
    'PROD,idcs-1.identity.oraclecloud.com,c1,hunter22\nTEST,b,c,d',
    'name,S3cr3t-1\nb,c',
  ])('without a line of names is refused, because its first entry would be shown: %j', (text) => {
    expect(sentence(text)).toMatch(/first line.+names of the columns.+name,url,client id,client secret/);
    expect(sentence(text)).not.toMatch(/S3cr3t|hunter/);
  });

  it('may have names in any language', () => {
    expect(sentence('Titel;Benutzername;Passwort;Webadresse\na;b;c;d')).toMatch(/^taken/);
  });

  it('names the line whose values do not fit, instead of cutting a secret at its comma', () => {
    expect(sentence('name,client id,client secret\na,b,c\n"d\ne",f,g,h\n')).toContain('entry 2 has more values than');
    expect(sentence('name,client id,client secret\na,b,c,,\n')).toMatch(/^taken/);
  });

  it.each([
    ['{"encrypted":false,"items":[]}', /JSON.+CSV/],
    [' [{"a":1}]', /JSON.+CSV/],
    ['<?xml version="1.0"?><KeePassFile/>', /XML.+\.kdbx|XML.+CSV/],
    ['', /line of column names/],
    ['name,password\n', /line of column names/],
    ['name,"pass', /breaks its form/],
  ])('%j is told what it is', (text, words) => {
    expect(sentence(text)).toMatch(words);
  });

  it.each([
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14], /Excel workbook or another archive.+CSV/],
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0xff, 0xfe], /UTF-8/],
    ['Windows-1252', [0x6e, 0x2c, 0x70, 0x0a, 0xdc, 0x2c, 0x78], /UTF-8/],
  ])('%s is told what it is', (_what, bytes, words) => {
    expect(refusalOf(Uint8Array.from(bytes))).toMatch(words);
  });
});
