import { electronVersion } from './electronVersion.ts';

/** What was seen in each cell, for a table that a person reads. */
export interface Matrix {
  set(row: string, column: string, what: string): void;
  print(title: string): void;
}

/** What the cells were seen on: the makers' names of the runtime and of its crypto. Electron's BoringSSL has no version. */
function runtimeName(): string {
  const { node, openssl } = process.versions;
  return electronVersion === undefined ? `Node ${node}, OpenSSL ${openssl}` : `Electron ${electronVersion}, BoringSSL`;
}

export function createMatrix(): Matrix {
  const cells = new Map<string, Map<string, string>>();
  return {
    set(row, column, what) {
      const columns = cells.get(row) ?? new Map<string, string>();
      const before = columns.get(column);
      cells.set(row, columns.set(column, before === undefined ? what : `${before}, ${what}`));
    },
    print(title) {
      const names = [...new Set([...cells.values()].flatMap((columns) => [...columns.keys()]))];
      const rows = [...cells].map(([row, columns]) => [row, ...names.map((name) => columns.get(name) ?? '')]);
      const table = [['', ...names], ...rows];
      const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
      const lines = table.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | '));
      process.stdout.write(`\n${title} (${runtimeName()})\n${lines.join('\n')}\n\n`);
    },
  };
}
