import type { CallName, Outputs, ParsedInput } from '#contract/api.ts';

export type Handlers = { [N in CallName]: (input: ParsedInput<N>) => Outputs[N] | Promise<Outputs[N]> };
