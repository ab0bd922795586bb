/** The entries of a file, each as long as there are columns. Values are secrets until somebody says what they are. */
export interface Table {
  format: 'csv' | 'kdbx';
  columns: { name: string; secret: boolean }[];
  rows: string[][];
  /** KeePass: the path of each entry's group. */
  groups?: string[];
}

export const MAX_ENTRIES = 10_000;
export const MAX_COLUMNS = 200;
