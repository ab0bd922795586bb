import type { ErrorCode, ErrorReply } from '#contract/result.ts';

interface FailureOptions {
  /** Dotted path of the input that caused it, e.g. `connection.domainUrl`. */
  field?: string;
  /** Facts for the page: host, phase, revision. Never a secret. */
  details?: Record<string, string | number | boolean>;
  cause?: unknown;
}

/** A foreseen failure: the code says what kind, the message says to the user what happened and what to do next. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly details: Record<string, string | number | boolean> | undefined;

  constructor(code: ErrorCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.field = options.field;
    this.details = options.details;
  }

  /** The form that crosses the bridge; the cause and the stack stay in main. */
  toReply(): ErrorReply {
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}
