import type { z } from 'zod';
import type { composeScopeInput, ScopeReading } from '#contract/connection.ts';

type ScopeParts = z.output<typeof composeScopeInput>;

const SUFFIXES = { rest: '/rest/*', soap: '/soap/*', all: '/*', none: '' } as const;
const OFFLINE = 'offline_access';
const CONSUMER_ALL = 'urn:opc:resource:consumer::all';

/**
 * Joins a resource's primary audience and the kind of API to a scope. An identity domain takes the two without a separator, so the
 * slash between them must stand there exactly once; a `:443` is part of the audience and stays as it was given.
 */
export function composeScope(parts: ScopeParts): ScopeReading {
  const audience = parts.audience.trim();
  const base = parts.kind === 'none' ? audience : withoutSuffix(audience);
  const resource = base === '' ? '' : `${base}${SUFFIXES[parts.kind]}`;
  const others = words(parts.others ?? '').filter((word) => word !== OFFLINE && word !== resource);
  const isOffline = parts.offlineAccess || words(parts.others ?? '').includes(OFFLINE);
  const scope = [resource, ...others, isOffline ? OFFLINE : ''].filter((word) => word !== '').join(' ');
  const notes = notesOnScope(scope);
  if (parts.kind !== 'none' && base === '' && audience === '')
    notes.push('Enter the primary audience of the resource.');
  return { scope, audience: base, kind: parts.kind, offlineAccess: isOffline, others: others.join(' '), notes };
}

/** Takes a scope apart: the first one that ends in `/rest/*`, `/soap/*` or `/*` gives the audience, the rest are the others. */
export function readScope(scope: string): ScopeReading {
  const all = words(scope);
  const resource = all.find((word) => kindOf(word) !== 'none');
  const others = all.filter((word) => word !== resource && word !== OFFLINE);
  return {
    scope: all.join(' '),
    audience: resource === undefined ? '' : withoutSuffix(resource),
    kind: resource === undefined ? 'none' : kindOf(resource),
    offlineAccess: all.includes(OFFLINE),
    others: others.join(' '),
    notes: notesOnScope(scope),
  };
}

/** The registered host and port in front of a fully-qualified scope; undefined for a scope that names no resource by address. */
export function audienceOf(word: string): string | undefined {
  return /^https?:\/\/[^/\s]*?(?=urn:|\/|$)/.exec(word)?.[0];
}

function kindOf(word: string): ScopeReading['kind'] {
  if (word.endsWith(SUFFIXES.rest)) return 'rest';
  if (word.endsWith(SUFFIXES.soap)) return 'soap';
  return word.endsWith(SUFFIXES.all) ? 'all' : 'none';
}

function withoutSuffix(audience: string): string {
  const bare = audience.slice(0, audience.length - SUFFIXES[kindOf(audience)].length);
  let end = bare.length;
  while (bare.charAt(end - 1) === '/') end -= 1;
  return bare.slice(0, end);
}

function words(scope: string): string[] {
  return [...new Set(scope.split(/\s+/).filter((word) => word !== ''))];
}

function notesOnScope(scope: string): string[] {
  const all = words(scope);
  return [...new Set(all.flatMap(notesOnWord)), ...notesOnMixture(all)];
}

function notesOnWord(word: string): string[] {
  const notes: string[] = [];
  const afterScheme = word.replace(/^https?:\/\//, '');
  if (afterScheme.includes('//')) notes.push(`${word} has a doubled slash. Audience and scope join with exactly one.`);
  if (/(:\d+|\.com)(rest|soap)\/\*/.test(word)) {
    notes.push(`${word} lacks the slash between the audience and the scope.`);
  }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//i.test(word)) {
    notes.push(`${word} begins without https://. An audience is written with its scheme.`);
  }
  if (/%[0-9a-f]{2}/i.test(word))
    notes.push(`${word} is percent-encoded. Enter it plainly; it is encoded when it is sent.`);
  if (/[,;"']/.test(word)) notes.push(`${word} holds a comma or quote. Scopes are separated by spaces alone.`);
  if (/^offline[-.]?access$/i.test(word)) notes.push(`${word} should read ${OFFLINE}.`);
  return notes;
}

function notesOnMixture(all: readonly string[]): string[] {
  const notes: string[] = [];
  const audiences = new Set(all.map(audienceOf).filter((audience) => audience !== undefined));
  const hosts = new Set([...audiences].map((audience) => audience.replace(/:443$/, '')));
  if (hosts.size > 1) {
    notes.push('Scopes of several audiences stand together. An identity domain takes one audience a request.');
  } else if (audiences.size > 1) {
    notes.push('The same audience stands here with and without :443. Use the one that the resource shows.');
  }
  if (all.includes(CONSUMER_ALL) && all.some((word) => word !== CONSUMER_ALL && word !== OFFLINE)) {
    notes.push(`${CONSUMER_ALL} stands alone, or with ${OFFLINE} at most.`);
  }
  return notes;
}
