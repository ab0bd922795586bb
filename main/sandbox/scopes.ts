import type { Resource } from './practice.ts';
import { STANDARD_SCOPES } from './practice.ts';

/** A list of fully-qualified scopes taken apart, as an access token carries it. */
export interface SplitScope {
  /** The one resource that the scopes belong to; absent for standard scopes only. */
  resource?: Resource;
  /** Scopes without their audience. */
  bare: string[];
}

const isStandard = (scope: string): boolean => STANDARD_SCOPES.some((standard) => standard === scope);

export const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');

/** Every scope that the domain knows in its fully-qualified form. */
export const qualifiedScopes = (resources: readonly Resource[]): string[] =>
  resources.flatMap(({ audience, scopes }) => scopes.map((scope) => audience + scope));

const ownerOf = (scope: string, resources: readonly Resource[]): Resource | undefined =>
  resources.find(({ audience, scopes }) => scopes.some((bare) => audience + bare === scope));

/** Splits scopes that passed `findScopeFault`. */
export function splitScope(scope: string | undefined, resources: readonly Resource[]): SplitScope {
  const bare: string[] = [];
  let resource: Resource | undefined;
  for (const word of words(scope)) {
    const owner = ownerOf(word, resources);
    resource ??= owner;
    bare.push(owner === undefined ? word : word.slice(owner.audience.length));
  }
  return { ...(resource === undefined ? {} : { resource }), bare };
}

/** Why the domain would not issue a token for these scopes, in words for the reply; nothing when it would. */
export function findScopeFault(
  scope: string | undefined,
  allowed: readonly string[],
  resources: readonly Resource[],
): string | undefined {
  const asked = words(scope);
  if (asked.length === 0) return 'The request names no scope, and this domain has no default scope.';
  const owners = new Set<Resource>();
  for (const word of asked.filter((each) => !isStandard(each))) {
    const owner = ownerOf(word, resources);
    if (owner === undefined) return `No resource of this domain publishes the scope ${word}.`;
    if (!allowed.includes(word)) return `The scope ${word} is not among the scopes given to this client.`;
    owners.add(owner);
  }
  return owners.size > 1 ? 'The scopes belong to more than one resource; ask for one audience at a time.' : undefined;
}
