import type { ReactNode } from 'react';

interface ProofTableProps {
  label: string;
  /** Figures stand right-aligned under their name. */
  columns: readonly { name: string; isFigure?: boolean }[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** Facts in rows; a long table scrolls on its own. */
export function ProofTable({ label, columns, rows }: ProofTableProps): ReactNode {
  return (
    <div className="proof-scroll">
      <table className="proof-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name, isFigure }) => (
              <th key={name} data-figure={isFigure}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={columns[index]?.name} data-figure={columns[index]?.isFigure}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
