const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT of about the size of a domain's, different for each number. */
export function tokenReply(count: number): string {
  const claims = {
    iss: 'https://identity.oraclecloud.com/',
    sub: 'client',
    aud: ['a'],
    scope: 'x '.repeat(200),
    count,
  };
  const token = `${part({ alg: 'RS256', kid: 'SIGNING_KEY', typ: 'JWT' })}.${part(claims)}.${'A'.repeat(342)}`;
  return JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
}

/** A JSON reply of so many bytes. */
export function padded(bytes: number): string {
  const bare = JSON.stringify({ text: '' }).length;
  return JSON.stringify({ text: 'x'.repeat(bytes - bare) });
}

/** A list of records as an API gives it, of about so many bytes: `head` stands at its beginning and nowhere else, `tail` at its end. */
export function longReply(bytes: number, head: string, tail: string): string {
  const records: string[] = [];
  let length = 0;
  for (let id = 0; length < bytes; id += 1) {
    const record = { id, name: `Meter ${id}`, read: id * 1.5, tags: ['a', 'b'], at: '2026-01-01T00:00:00Z' };
    records.push(JSON.stringify(record));
    length += (records.at(-1)?.length ?? 0) + 1;
  }
  return `{"first":"${head}","items":[${records.join(',')}],"last":"${tail}"}`;
}
