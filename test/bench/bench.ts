import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { diagnosisRow } from './diagnosisRow.ts';
import { inspectRow } from './inspectRow.ts';
import { conclude, print, printHeading } from './measure.ts';
import type { Row, Section } from './measure.ts';
import { networkRows } from './networkRows.ts';
import { vaultRows } from './vaultRows.ts';
import { windowSections } from './windowSections.ts';

/** Measures what its arguments name, or everything. */
const folder = await mkdtemp(join(tmpdir(), 'grantsmith-bench-'));
const sections: Section[] = [
  { name: 'vault', run: () => vaultRows(join(folder, 'large')) },
  { name: 'inspect', run: async () => [await inspectRow()] },
  { name: 'diagnosis', run: async () => [await diagnosisRow()] },
  { name: 'calls', run: () => networkRows(join(folder, 'small')) },
  ...windowSections(folder),
];
const names = process.argv.slice(2);
const unknown = names.find((name) => !sections.some((section) => section.name === name));
try {
  if (unknown === undefined)
    await measureAll(sections.filter(({ name }) => names.length === 0 || names.includes(name)));
  else failForName(unknown);
} finally {
  await rm(folder, { recursive: true, maxRetries: 5 });
}

async function measureAll(chosen: readonly Section[]): Promise<void> {
  const all: Row[] = [];
  printHeading();
  for (const section of chosen) {
    const rows = await section.run();
    print(rows);
    all.push(...rows);
  }
  conclude(all);
}

function failForName(name: string): void {
  process.stderr.write(
    `There is nothing named "${name}" to measure; there are: ${sections.map((each) => each.name).join(', ')}.\n`,
  );
  process.exitCode = 1;
}
