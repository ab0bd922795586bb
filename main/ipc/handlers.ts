import type { CallName, Outputs, ParsedInput } from '#contract/api.ts';

/** What answers each call of the bridge: parsed input in, plain value out, a `Failure` thrown for what went wrong. */
export type Handlers = {
  [Name in CallName]: (input: ParsedInput<Name>) => Outputs[Name] | Promise<Outputs[Name]>;
};
