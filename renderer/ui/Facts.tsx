import type { ReactNode } from 'react';
import './facts.css';

interface FactsProps {
  label: string;
  /** A fact without a value is left out. */
  rows: readonly (readonly [name: string, value: ReactNode])[];
  /** Names are machine words, such as claims and headers. */
  areNamesMono?: boolean;
}

/** Names with their values, aligned in two columns. */
export function Facts({ label, rows, areNamesMono = false }: FactsProps): ReactNode {
  return (
    <dl className="facts" aria-label={label}>
      {rows.map(([name, value], index) =>
        value === undefined || value === null ? null : (
          // Names may stand twice, as headers do; the place tells them apart.
          <div key={index} className="fact">
            <dt className={areNamesMono ? 'mono soft' : 'soft'}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** A value that a machine wrote or reads. */
export function Machine({ children }: { children: ReactNode }): ReactNode {
  return <span className="mono breakable fact-machine">{children}</span>;
}
