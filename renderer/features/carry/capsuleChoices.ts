import type { CapsuleChoice, CapsuleConnection } from '#contract/capsule.ts';

export type Choices = Readonly<Record<string, CapsuleChoice>>;

/** What is proposed: new ones come in, and nothing of the person's own is replaced without being asked for. */
export function proposedChoices(connections: readonly CapsuleConnection[]): Choices {
  return Object.fromEntries(connections.map(({ id, conflict }) => [id, conflict === undefined ? 'theirs' : 'mine']));
}

/** The same answer for every connection that meets one of the person's own. */
export function choiceForConflicts(
  connections: readonly CapsuleConnection[],
  choices: Choices,
  choice: CapsuleChoice,
): Choices {
  const met = connections.filter(({ conflict }) => conflict !== undefined);
  return { ...choices, ...Object.fromEntries(met.map(({ id }) => [id, choice])) };
}

export interface Outlook {
  added: number;
  replaced: number;
  leftOut: number;
}

/** What an import with these choices would do. */
export function outlookOf(connections: readonly CapsuleConnection[], choices: Choices): Outlook {
  const outlook: Outlook = { added: 0, replaced: 0, leftOut: 0 };
  for (const { id, conflict } of connections) {
    const choice = choices[id] ?? 'mine';
    if (choice === 'mine') outlook.leftOut += 1;
    else if (choice === 'theirs' && conflict !== undefined) outlook.replaced += 1;
    else outlook.added += 1;
  }
  return outlook;
}

/** `3 added, 1 replaced, 2 left out`. */
export function outlookWords({ added, replaced, leftOut }: Outlook): string {
  return [
    `${added} added`,
    ...(replaced === 0 ? [] : [`${replaced} replaced`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
  ].join(', ');
}
