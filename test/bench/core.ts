import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectRow } from './inspectRow.ts';
import { report } from './measure.ts';
import { networkRows } from './networkRows.ts';
import { vaultRows } from './vaultRows.ts';

/** What needs no window. */
const folder = await mkdtemp(join(tmpdir(), 'grantsmith-bench-'));
try {
  report([
    ...(await vaultRows(join(folder, 'large'))),
    await inspectRow(),
    ...(await networkRows(join(folder, 'small'))),
  ]);
} finally {
  await rm(folder, { recursive: true });
}
