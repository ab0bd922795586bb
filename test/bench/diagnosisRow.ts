import { diagnoseCase, readCases } from '../support/diagnosisCases.ts';
import { measure } from './measure.ts';
import type { Row } from './measure.ts';

/** Every recorded failure in turn, so that the slowest of them count. */
export async function diagnosisRow(): Promise<Row> {
  const cases = readCases('recorded');
  let next = 0;
  const diagnose = await measure(cases.length * 3, async () => {
    const each = cases[next % cases.length];
    next += 1;
    if (each !== undefined) await diagnoseCase(each);
  });
  return { what: 'diagnosis: any recorded failure', ...diagnose, budget: '<= 10 ms', ratio: diagnose.p95 / 10 };
}
