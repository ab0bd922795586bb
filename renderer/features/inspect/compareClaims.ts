import type { Claim, Inspection } from '#contract/inspection.ts';

export interface ClaimDifference {
  part: 'header' | 'payload';
  name: string;
  kind: 'same' | 'changed' | 'only-left' | 'only-right';
  left?: Claim;
  right?: Claim;
  /** For two lists that have something in common, scopes among them: the entries that one of them has alone. */
  entries?: { onlyLeft: string[]; onlyRight: string[] };
}

type Side = Pick<Inspection, 'header' | 'claims'>;

/** Claims whose text is a list of words (RFC 6749 §3.3). */
const WORD_LISTS = new Set(['scope', 'scp']);

/** Lays the members of two tokens side by side: the order of the left one, then what the right one has alone. */
export function compareClaims(left: Side, right: Side): ClaimDifference[] {
  return [
    ...compareMembers('header', left.header, right.header),
    ...compareMembers('payload', left.claims, right.claims),
  ];
}

function compareMembers(
  part: ClaimDifference['part'],
  left: readonly Claim[] = [],
  right: readonly Claim[] = [],
): ClaimDifference[] {
  const lefts = byName(left);
  const rights = byName(right);
  return [...new Set([...lefts.keys(), ...rights.keys()])].map((name) => {
    const [mine, theirs] = [lefts.get(name), rights.get(name)];
    if (mine !== undefined && theirs !== undefined)
      return { part, name, left: mine, right: theirs, ...between(mine, theirs) };
    if (mine !== undefined) return { part, name, kind: 'only-left', left: mine };
    return { part, name, kind: 'only-right', ...(theirs === undefined ? {} : { right: theirs }) };
  });
}

/** The last of a repeated name counts, as for most readers. */
const byName = (claims: readonly Claim[]): Map<string, Claim> => new Map(claims.map((claim) => [claim.name, claim]));

function between(left: Claim, right: Claim): Pick<ClaimDifference, 'kind' | 'entries'> {
  if (canonical(left.value) === canonical(right.value)) return { kind: 'same' };
  const [lefts, rights] = [entriesOf(left), entriesOf(right)];
  if (lefts === undefined || rights === undefined) return { kind: 'changed' };
  const onlyLeft = without(lefts, rights);
  if (onlyLeft.length === lefts.length) return { kind: 'changed' };
  return { kind: 'changed', entries: { onlyLeft, onlyRight: without(rights, lefts) } };
}

function without(all: readonly string[], taken: readonly string[]): string[] {
  const known = new Set(taken);
  return all.filter((entry) => !known.has(entry));
}

function entriesOf({ name, value }: Claim): string[] | undefined {
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'string' ? entry : canonical(entry)));
  if (typeof value !== 'string') return undefined;
  // An audience alone and a list of one audience say the same (RFC 7519 §4.1.3).
  if (name === 'aud') return [value];
  return WORD_LISTS.has(name) ? value.split(/\s+/).filter((word) => word !== '') : undefined;
}

/** One text for equal values: members of an object have no order (RFC 8259 §4). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
