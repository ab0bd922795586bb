import type { CheckUpProgress } from '#contract/checkUp.ts';
import { analyze } from '../core/diagnosis/analyze.ts';
import type { AnalyzePorts } from '../core/diagnosis/analyze.ts';
import { checkUp } from '../core/diagnosis/checkUp/checkUp.ts';
import type { SettingsPorts } from '../core/diagnosis/checkUp/settings.ts';
import { compact } from '../core/json.ts';
import type { Cancellations } from '../core/oauth/tokens/inFlight.ts';
import type { Handlers } from './handlers.ts';

interface DiagnosisDeps extends AnalyzePorts, SettingsPorts {
  /** Shared with the calls that may be cancelled by `tokens.cancel`. */
  cancellations: Cancellations;
  emit: (event: 'checkUp.changed', progress: CheckUpProgress) => void;
}

interface DiagnosisArea {
  handlers: Pick<Handlers, 'diagnosis.analyze' | 'diagnosis.checkUp'>;
  /** Ends the check-ups that are under way. */
  onLocked: () => void;
}

/** The calls of the area `diagnosis`. */
export function createDiagnosisHandlers(deps: DiagnosisDeps): DiagnosisArea {
  const locks = new Set<AbortController>();
  return {
    handlers: {
      'diagnosis.analyze': (question) => analyze(deps, question),
      'diagnosis.checkUp': (input) => {
        const { connectionId, requestId } = input;
        const lock = new AbortController();
        locks.add(lock);
        const onProgress = (progress: Pick<CheckUpProgress, 'stepId' | 'step'>): void =>
          deps.emit('checkUp.changed', compact({ ...progress, connectionId, requestId }));
        return deps.cancellations
          .run(requestId, (signal) => checkUp({ ...deps, onProgress }, input, AbortSignal.any([signal, lock.signal])))
          .finally(() => locks.delete(lock));
      },
    },
    onLocked: () => locks.forEach((lock) => lock.abort()),
  };
}
