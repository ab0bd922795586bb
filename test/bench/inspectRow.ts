import { inspectToken } from '../../main/core/token/inspectToken.ts';
import { measure, type Row } from './measure.ts';

export async function inspectRow(): Promise<Row> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://identity.oraclecloud.com/',
    sub: 'user',
    aud: ['a', 'b'],
    exp: 2e9,
    iat: 1e9,
    scope: 'x '.repeat(200),
  };
  const token = `${part({ alg: 'RS256', kid: 'SIGNING_KEY', typ: 'JWT' })}.${part(claims)}.${'A'.repeat(342)}`;
  const inspect = await measure(200, () => inspectToken(token, { now: 1.5e12 }));
  return {
    what: 'paste of a token: decoded and explained',
    ...inspect,
    budget: '<= 20 ms',
    ratio: inspect.p95 / 20,
  };
}
