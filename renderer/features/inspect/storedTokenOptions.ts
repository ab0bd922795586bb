import type { ConnectionSummary } from '#contract/connection.ts';
import type { TokenSummary } from '#contract/token.ts';

interface TokenOption {
  value: string;
  label: string;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Stored tokens for a chooser, the newest first; with the connections' names when they belong to several. */
export function storedTokenOptions(
  tokens: readonly TokenSummary[],
  connections: readonly Pick<ConnectionSummary, 'id' | 'name'>[] | undefined,
): TokenOption[] {
  const names = new Map(connections?.map(({ id, name }) => [id, name]));
  return tokens
    .toSorted((a, b) => b.obtainedAt - a.obtainedAt)
    .map(({ id, connectionId, obtainedAt, refreshCount, name }) => {
      const got = `${refreshCount === 0 ? 'got' : 'refreshed'} ${time.format(obtainedAt)}`;
      const words = [names.get(connectionId), name].filter((each) => each !== undefined);
      return { value: id, label: words.length === 0 ? `Token ${got}` : `${words.join(', ')}, ${got}` };
    });
}
