import type { ReactNode } from 'react';
import type { Timings } from '#contract/exchange.ts';
import { durationWords } from './exchangeText.ts';
import './exchange.css';

const PHASES = [
  ['dns', 'Name lookup'],
  ['connect', 'Connect'],
  ['tls', 'TLS'],
  ['firstByte', 'Wait'],
  ['download', 'Download'],
] as const satisfies readonly (readonly [keyof Timings, string])[];

/** Where the time went, as a bar and in figures. */
export function TimingsBar({ timings }: { timings: Timings }): ReactNode {
  const spent = PHASES.filter(([phase]) => timings[phase] > 0);
  const whole = Math.max(
    timings.total,
    spent.reduce((sum, [phase]) => sum + timings[phase], 0),
  );
  const isReused = timings.connect === 0 && timings.tls === 0 && timings.firstByte > 0;
  return (
    <div className="timings">
      <div className="timings-bar" aria-hidden>
        {spent.map(([phase]) => (
          <span key={phase} data-phase={phase} style={{ width: `${(timings[phase] / whole) * 100}%` }} />
        ))}
      </div>
      <ul className="timings-legend" aria-label="Timings">
        {spent.map(([phase, name]) => (
          <li key={phase}>
            <span className="timings-swatch" data-phase={phase} aria-hidden />
            {name} <span className="timings-figure">{durationWords(timings[phase])}</span>
          </li>
        ))}
        <li>
          Total <strong className="timings-figure">{durationWords(timings.total)}</strong>
        </li>
        {isReused && <li className="soft">The connection was open already.</li>}
      </ul>
    </div>
  );
}
