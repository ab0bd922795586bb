import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { inputs } from '#contract/api.ts';
import type { CallName } from '#contract/api.ts';
import { answer } from './answer.ts';
import type { Handlers } from './handlers.ts';

interface ServeOptions {
  handlers: Handlers;
  /** Whether the call comes from the top frame of our own window, showing our own page. */
  isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** Receives what a reply may not carry: the stack of a bug, a stranger's knock. */
  log: (line: string, cause?: unknown) => void;
  newId: () => string;
}

const isCallName = (name: string): name is CallName => name in inputs;

/** Answers every call of the contract, each on the channel of its own name. A stranger is refused by a rejection and logged. */
export function serve({ handlers, isTrusted, log, newId }: ServeOptions): void {
  for (const name of Object.keys(inputs).filter(isCallName)) {
    ipcMain.handle(name, async (event, input: unknown) => {
      if (!isTrusted(event)) {
        log(`refused a call of ${name} from a foreign frame`);
        throw new Error('refused');
      }
      return answer(name, input, handlers, (cause) => {
        const id = newId().slice(0, 8);
        log(`bug ${id} in ${name}`, cause);
        return id;
      });
    });
  }
}
