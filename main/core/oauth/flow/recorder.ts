import type { GrantType } from '#contract/connection.ts';
import type { Flow, FlowCheck, FlowParameter, FlowStepKind, FlowWaiting } from '#contract/flow.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { Now } from '../../http.ts';
import { maskNamed } from '../../redact/mask.ts';
import { isSecretParameter } from '../../redact/names.ts';
import { createRedactor } from '../../redact/redactor.ts';
import type { Parameter } from '../tokens/grants.ts';
import { explain } from './explanations.ts';

interface Step {
  title: string;
  parameters?: readonly Parameter[];
  checks?: FlowCheck[];
  exchangeId?: string;
}

/** Writes a flow down as it happens. Secrets are replaced here, so that no reader of a flow ever has one. */
export interface FlowRecorder {
  /** The flow so far. */
  read: () => Flow;
  /** From now on these values are secret wherever they stand. */
  hide: (...secrets: string[]) => void;
  step: (kind: FlowStepKind, step: Step) => void;
  /** A callback that was not taken. */
  countForeign: () => void;
  waitFor: (waiting: FlowWaiting | undefined) => void;
  end: (result: NonNullable<Flow['ended']>['result'], error?: ErrorReply) => void;
}

interface RecorderOptions {
  id: string;
  connectionId: string;
  requestId: string;
  grantType: GrantType;
  now: Now;
  onChange: (flow: Flow) => void;
}

/** Polls of a device code would fill a flow for as long as nobody signs in. */
const MAX_STEPS = 60;

export function createRecorder({ now, onChange, ...identity }: RecorderOptions): FlowRecorder {
  let flow: Flow = { ...identity, startedAt: now(), steps: [], foreignCallbacks: 0 };
  const secrets: string[] = [];
  const change = (next: Flow): void => {
    flow = next;
    onChange(flow);
  };
  return {
    read: () => flow,
    hide: (...values) => void secrets.push(...values),
    step(kind, { title, parameters = [], checks = [], exchangeId }) {
      const step = {
        kind,
        at: now(),
        title,
        parameters: parameters.map((parameter) => recordParameter(parameter, secrets)),
        checks,
        ...(exchangeId === undefined ? {} : { exchangeId }),
      };
      change({ ...flow, steps: [...flow.steps, step].slice(-MAX_STEPS) });
    },
    countForeign: () => change({ ...flow, foreignCallbacks: flow.foreignCallbacks + 1 }),
    waitFor(waiting) {
      const { waiting: before, ...rest } = flow;
      if (before === undefined && waiting === undefined) return;
      change(waiting === undefined ? rest : { ...rest, waiting });
    },
    end(result, error) {
      const { waiting, ...rest } = flow;
      change({ ...rest, ended: { at: now(), result, ...(error === undefined ? {} : { error }) } });
    },
  };
}

/** The state is none of the secrets of the standard, but as long as the flow waits, whoever knows it can end it. */
function recordParameter([name, value]: Parameter, secrets: readonly string[]): FlowParameter {
  const isSecret = name === 'state' || isSecretParameter(name, value);
  return {
    name,
    value: isSecret ? maskNamed(name, value) : createRedactor(secrets).text(value),
    explanation: explain(name),
  };
}
