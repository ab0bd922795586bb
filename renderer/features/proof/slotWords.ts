import type { SlotFacts } from '#contract/proof.ts';

const NAMES: Record<SlotFacts['type'], string> = {
  password: 'password',
  os: 'this computer’s keyring',
  both: 'password and keyring together',
  recovery: 'recovery key',
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 'es'}`;

/** One way in with its parameters: `password: 64 MiB, 3 passes, 1 lane`. */
export function slotWords({ type, keyDerivation, keyring }: SlotFacts): string {
  const facts = [
    ...(keyDerivation === undefined
      ? []
      : [
          `${keyDerivation.memoryKib / 1024} MiB`,
          counted(keyDerivation.passes, 'pass'),
          `${keyDerivation.lanes} ${keyDerivation.lanes === 1 ? 'lane' : 'lanes'}`,
        ]),
    ...(keyring === undefined ? [] : [keyring.backend]),
  ];
  return facts.length === 0 ? NAMES[type] : `${NAMES[type]}: ${facts.join(', ')}`;
}
