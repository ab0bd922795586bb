import type { VaultGeneration } from '#contract/vault.ts';

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : one.replace(/y$/, 'ies')}`;

/** What going back to an earlier state costs and brings, as far as the damaged file can still be read. */
export function differenceWords(differs: VaultGeneration['differs']): string {
  if (differs === undefined) return 'What differs cannot be told: the damaged file does not show it.';
  const { missing, changed, added } = differs;
  const parts = [
    ...(missing === 0 ? [] : [`${counted(missing, 'entry')} saved later would be missing`]),
    ...(changed === 0 ? [] : [`${counted(changed, 'entry')} would be as before`]),
    ...(added === 0 ? [] : [`${counted(added, 'entry')} that you deleted since would be back`]),
  ];
  return parts.length === 0 ? 'It has the same entries as the damaged file.' : `${parts.join(', ')}.`;
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
