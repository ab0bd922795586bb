import { createHash } from 'node:crypto';
import kdbxweb from 'kdbxweb';
import { describe, expect, it } from 'vitest';
import { readKdbx } from '../../../main/imports/readKdbx.ts';

async function makeFile(kdf: string, change: (file: InstanceType<typeof kdbxweb.Kdbx>) => void): Promise<Uint8Array> {
  const credentials = new kdbxweb.Credentials(kdbxweb.ProtectedValue.fromString('tower'));
  const file = kdbxweb.Kdbx.create(credentials, 'made');
  file.setKdf(kdf);
  const entry = file.createEntry(file.getDefaultGroup());
  entry.fields.set('Title', 'PROD');
  entry.fields.set('Password', kdbxweb.ProtectedValue.fromString('hidden'));
  change(file);
  return new Uint8Array(await file.save());
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** The clear header of KDBX 4 is followed by its own SHA-256. */
function headerLength(file: Buffer): number {
  for (let at = 0; at + 32 <= file.length; at += 1) {
    if (sha256(file.subarray(0, at)).equals(file.subarray(at, at + 32))) return at;
  }
  throw new Error('There is no header.');
}

describe('a KeePass file with Argon2', () => {
  it.each([
    ['Argon2d', kdbxweb.Consts.KdfId.Argon2d],
    ['Argon2id', kdbxweb.Consts.KdfId.Argon2id],
  ])('as %s opens', async (_name, kdf) => {
    const bytes = await makeFile(kdf, () => undefined);
    const { rows, columns } = await readKdbx(bytes, { password: 'tower' });
    expect(columns.map(({ name }) => name)).toEqual(['Title', 'UserName', 'Password', 'URL', 'Notes']);
    expect(rows).toEqual([['PROD', '', 'hidden', '', '']]);
    await expect(readKdbx(bytes, { password: 'other' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
  });

  it('of version 3.1 with AES opens, too, and a secret that is only referred to stays one', async () => {
    const bytes = await makeFile(kdbxweb.Consts.KdfId.Aes, (file) => {
      file.setVersion(3);
      const [first] = file.getDefaultGroup().entries;
      const clone = file.createEntry(file.getDefaultGroup());
      const id = Buffer.from(first?.uuid.id ?? '', 'base64')
        .toString('hex')
        .toUpperCase();
      clone.fields.set('Title', '{REF:T@I:nothing}');
      clone.fields.set('Key', `<{ref:p@i:${id}}>`);
    });
    const { rows, columns } = await readKdbx(bytes, { password: 'tower' });
    expect(columns[5]).toEqual({ name: 'Key', secret: true });
    expect(rows).toEqual([
      ['PROD', '', 'hidden', '', '', ''],
      ['{REF:T@I:nothing}', '', '', '', '', '<hidden>'],
    ]);
  });

  it('is refused before it takes more memory than a key derivation may', async () => {
    const bytes = await makeFile(kdbxweb.Consts.KdfId.Argon2id, () => undefined);
    // The parameter M, a 64-bit number of bytes, stands in the clear header: name, length 8, value.
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x4d, 8, 0, 0, 0]));
    expect(at).toBeGreaterThan(0);
    const forged = Buffer.from(bytes);
    const headerEnd = headerLength(forged);
    forged.writeBigUInt64LE(1n << 41n, at + 5);
    forged.set(sha256(forged.subarray(0, headerEnd)), headerEnd);
    await expect(readKdbx(forged, { password: 'tower' })).rejects.toMatchObject({ code: 'vault.weak-parameters' });
  });
});
