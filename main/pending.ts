import { Failure } from './core/failure.ts';
import type { Handlers } from './ipc/handlers.ts';

const later = (): never => {
  throw new Failure('bug', 'This part is being merged.');
};

export const requestHandlers = (_deps: unknown): Pick<Handlers, Extract<keyof Handlers, `requests.${string}`>> => ({
  'requests.send': later,
  'requests.cancel': later,
  'requests.save': later,
  'requests.list': () => [],
  'requests.remove': later,
  'requests.curl': later,
});
