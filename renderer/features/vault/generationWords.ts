import type { VaultGeneration } from '#contract/vault.ts';

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : one.replace(/y$/, 'ies')}`;

/** What going back to an earlier state costs and brings, as far as the file in use, or what is left of it, can be read. */
export function differenceWords(differs: VaultGeneration['differs'], isDamaged = false): string {
  if (differs === undefined) return 'What differs cannot be told: the file in use does not show it.';
  const { missing, changed, added } = differs;
  const parts = [
    ...(missing === 0 ? [] : [`${counted(missing, 'entry')} saved later would be missing`]),
    ...(changed === 0 ? [] : [`${counted(changed, 'entry')} would be as before`]),
    ...(added === 0 ? [] : [`${counted(added, 'entry')} that the vault does not have now would come back`]),
  ];
  if (parts.length > 0) return `${parts.join(', ')}.`;
  return isDamaged
    ? 'It has every entry that can still be read in the damaged file.'
    : 'It has the same entries as the file in use.';
}

/** What happened to the file, in a title, and what was and was not done about it. */
export function unavailableWords(code: string | undefined): { title: string; lead: string } {
  switch (code) {
    case 'vault.corrupt':
    case 'vault.tampered':
    case 'vault.not-a-vault':
      return {
        title: 'The vault’s file is damaged',
        lead: 'Nothing was deleted. The damaged file is put aside as a copy before an earlier state takes its place.',
      };
    case 'vault.missing-file':
      return {
        title: 'The vault’s file is gone',
        lead: 'There was a vault here. No new one was made in its place; earlier states may still be on the disk.',
      };
    case 'vault.too-new':
      return {
        title: 'This vault needs a newer Grantsmith',
        lead: 'A newer version wrote the file. It was not touched. Open it with that version.',
      };
    default:
      return {
        title: 'The vault cannot be opened',
        lead: 'Nothing was deleted or changed. The file stays as it is.',
      };
  }
}

/** What becomes of the file in use when a copy takes its place. Nothing is deleted in any case. */
export function replacedWords(sameVault: boolean | undefined): string {
  if (sameVault === true) return 'The vault locks. What it holds now stays as an earlier state.';
  if (sameVault === false)
    return 'This is another vault than the one here. That one stays beside it, as a file that you can open again.';
  return 'It takes the place of the vault here. A damaged file is put aside as a copy; nothing is deleted.';
}
