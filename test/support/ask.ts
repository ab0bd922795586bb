import type { CallName, Input, Outputs } from '#contract/api.ts';
import type { HandlerBench } from './handlerBench.ts';

export type Ask = <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Outputs[Name]>;

/** Calls with the types that the page has; a failure fails the test. */
export function createAsk({ call }: Pick<HandlerBench, 'call'>): Ask {
  function ask<Name extends CallName>(name: Name, input: Input<Name>): Promise<Outputs[Name]>;
  async function ask(name: CallName, input: unknown): Promise<unknown> {
    const result = await call(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
  }
  return ask;
}
