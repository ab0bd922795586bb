import type { Replacement } from '#contract/caseFile.ts';
import type { Exchange } from '#contract/exchange.ts';

/** A request in a line: what was asked, and what came of it. */
export function exchangeWords({ request, response, failure }: Exchange): string {
  const outcome = response === undefined ? (failure?.code ?? 'no answer') : String(response.status);
  return `${outcome} · ${request.method} ${request.url.replace(/[?#].*$/s, '')}`;
}

/** Those that a check-up sent. */
export const requestsWords = (count: number): string => (count === 1 ? 'its request' : `its ${count} requests`);

export const REPLACED_WORDS: Record<Replacement['kind'], string> = {
  secret: 'Secret',
  personal: 'Person',
  recorded: 'Masked when it was recorded',
};

/** `3 secrets, 1 person` of what a case file replaced. */
export function replacedWords(replaced: readonly Replacement[]): string {
  const count = (kind: Replacement['kind']): number => replaced.filter((each) => each.kind === kind).length;
  const part = (number: number, one: string, many: string): string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  const parts = [
    ...part(count('secret') + count('recorded'), 'secret', 'secrets'),
    ...part(count('personal'), 'value of a person', 'values of persons'),
  ];
  return parts.length === 0 ? 'Nothing had to be replaced' : `Replaced: ${parts.join(', ')}`;
}
