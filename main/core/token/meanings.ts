import type { JsonValue } from '../records.ts';
import { HEADER_PARAMETERS } from './headerMeanings.ts';
import { ORACLE_CLAIMS, isFromIdentityDomain } from './oracleClaims.ts';
import { REGISTERED_CLAIMS } from './registeredClaims.ts';
import type { MeaningRow } from './registeredClaims.ts';
import { VENDORS } from './vendorClaims.ts';

export type MeaningOf = (name: string) => string | undefined;

const toMap = (rows: readonly MeaningRow[]): ReadonlyMap<string, string> =>
  new Map(rows.map(([name, sentence, source]) => [name, `${sentence} (${source})`]));

const registered = toMap(REGISTERED_CLAIMS);
const oracle = toMap(ORACLE_CLAIMS);
const header = toMap(HEADER_PARAMETERS);
const vendors = VENDORS.map(({ issuer, claims }) => ({ issuer, claims: toMap(claims) }));

export const headerMeaning: MeaningOf = (name) => header.get(name);

/**
 * The meanings that fit a token. An issuer's own meaning goes before the registered one, and is given only for that issuer's tokens,
 * since short names such as `domain` mean something else elsewhere.
 */
export function claimMeanings(claims: ReadonlyMap<string, JsonValue>): MeaningOf {
  const issuer = claims.get('iss');
  const own = isFromIdentityDomain(claims)
    ? oracle
    : vendors.find((vendor) => typeof issuer === 'string' && vendor.issuer.test(issuer))?.claims;
  return (name) => own?.get(name) ?? registered.get(name);
}
