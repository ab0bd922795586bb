import type { CallName, Outputs, ParsedInput } from '#contract/api.ts';

/** One function per call: a missing, extra or mistyped handler does not compile. */
export type Handlers = { [N in CallName]: (input: ParsedInput<N>) => Outputs[N] | Promise<Outputs[N]> };
