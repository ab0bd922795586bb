import type { z } from 'zod';
import { inputs } from '#contract/api.ts';
import type { CallName } from '#contract/api.ts';
import type { Result } from '#contract/result.ts';
import { Failure } from '../core/failure.ts';
import type { Handlers } from './handlers.ts';

/**
 * Parses, calls and wraps: the whole way of one call without Electron, so that tests walk it as the page does. Bad input and foreseen
 * failures come back as a coded `Result`; anything else is a `bug` whose details stay in the log under the id that the message names.
 */
export async function answer(
  name: CallName,
  input: unknown,
  handlers: Handlers,
  reportBug: (cause: unknown) => string,
): Promise<Result<unknown>> {
  const parsed = inputs[name].safeParse(input);
  if (!parsed.success) return { ok: false, error: inputError(parsed.error) };
  try {
    return { ok: true, value: await call(handlers, name, parsed.data) };
  } catch (cause) {
    if (cause instanceof Failure) return { ok: false, error: cause.toReply() };
    const message = `Something went wrong inside Grantsmith. Nothing was lost. The log has the details under ${reportBug(cause)}.`;
    return { ok: false, error: { code: 'bug', message } };
  }
}

/** The one place where the link between a call's schema and its handler is by name and not by type. */
function call(handlers: Handlers, name: CallName, data: unknown): unknown {
  return Reflect.apply(handlers[name], handlers, [data]);
}

function inputError(error: z.ZodError): Extract<Result<never>, { ok: false }>['error'] {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'This input cannot be read.';
  return { code: 'input.invalid', message, ...(field === '' ? {} : { field }) };
}
