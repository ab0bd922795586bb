import type { Conflict, ConflictChoice, Imported } from '#contract/conflict.ts';

/** Something from elsewhere, and what it meets here. */
export interface Incoming {
  id: string;
  conflict?: Conflict;
}

export type Choices = Readonly<Record<string, ConflictChoice>>;

/** What is proposed: new ones come in, and nothing of the person's own is replaced without being asked for. */
export function proposedChoices(incoming: readonly Incoming[]): Choices {
  return Object.fromEntries(incoming.map(({ id, conflict }) => [id, conflict === undefined ? 'theirs' : 'mine']));
}

/** The same answer for everything that meets one of the person's own. */
export function choiceForConflicts(incoming: readonly Incoming[], choices: Choices, choice: ConflictChoice): Choices {
  const met = incoming.filter(({ conflict }) => conflict !== undefined);
  return { ...choices, ...Object.fromEntries(met.map(({ id }) => [id, choice])) };
}

/** What an import with these choices would do. */
export function outlookOf(incoming: readonly Incoming[], choices: Choices): Imported {
  const outlook = { added: 0, replaced: 0, leftOut: 0 };
  for (const { id, conflict } of incoming) {
    const choice = choices[id] ?? 'mine';
    if (choice === 'mine') outlook.leftOut += 1;
    else if (choice === 'theirs' && conflict !== undefined) outlook.replaced += 1;
    else outlook.added += 1;
  }
  return outlook;
}

/** `3 added, 1 replaced, 2 left out`. */
export function outlookWords({ added, replaced, leftOut }: Imported): string {
  return [
    `${added} added`,
    ...(replaced === 0 ? [] : [`${replaced} replaced`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
  ].join(', ');
}
