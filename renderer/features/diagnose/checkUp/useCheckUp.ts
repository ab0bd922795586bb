import { useStore } from 'zustand';
import { useStores } from '../../../stores.tsx';
import type { ApiChoice, CheckUpRun } from './checkUpStore.ts';

interface UseCheckUp {
  run: CheckUpRun | undefined;
  /** Starts it and shows it. */
  start: (api?: ApiChoice) => void;
  show: () => void;
  cancel: () => void;
}

/** The last check-up of a connection, and the way to the next one. */
export function useCheckUp(connectionId: string): UseCheckUp {
  const { checkUp, diagnose } = useStores();
  const run = useStore(checkUp, ({ runs }) => runs[connectionId]);
  const show = (): void => diagnose.showCheckUp(connectionId);
  return {
    run,
    show,
    start: (api) => {
      show();
      void checkUp.run(connectionId, api);
    },
    cancel: () => void checkUp.cancel(connectionId),
  };
}
