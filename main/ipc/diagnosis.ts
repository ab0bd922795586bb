import { analyze } from '../core/diagnosis/analyze.ts';
import type { AnalyzePorts } from '../core/diagnosis/analyze.ts';
import type { Handlers } from './handlers.ts';

export function diagnosisHandlers(ports: AnalyzePorts): Pick<Handlers, 'diagnosis.analyze'> {
  return { 'diagnosis.analyze': (question) => analyze(ports, question) };
}
