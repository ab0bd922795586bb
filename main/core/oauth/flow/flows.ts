import type { z } from 'zod';
import type { Flow } from '#contract/flow.ts';
import type { FlowEnd, requestTokenInput, SettledOutcome, TokenOutcome } from '#contract/token.ts';
import type { ErrorReply } from '#contract/result.ts';
import { Failure } from '../../failure.ts';
import { readConnection } from '../connection/connections.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import type { TokenDesk } from '../tokens/tokenDesk.ts';
import { runAuthorizationCode } from './authorizationCode.ts';
import { startDeviceCode } from './deviceCode.ts';
import { createRecorder } from './recorder.ts';
import type { FlowRecorder } from './recorder.ts';
import { abortFailure } from './run.ts';
import type { FlowPorts, FlowRun } from './run.ts';
import { addFlow, readFlows } from './storedFlows.ts';

type RequestInput = z.output<typeof requestTokenInput>;

export interface FlowDeps {
  desk: TokenDesk;
  ports: FlowPorts;
  onChange: (flow: Flow) => void;
  onEnd: (end: FlowEnd) => void;
  /** Receives what nobody foresaw and nobody waits for. */
  log: (line: string, cause: unknown) => void;
}

/** The interactive flows that are under way. */
export interface Flows {
  /**
   * Runs the connection's interactive grant. A new flow takes the place of an older one of the same connection. Answers when it is over,
   * or `pending` for a device code, whose end comes by `onEnd` alone.
   */
  request: (input: RequestInput) => Promise<TokenOutcome>;
  /** Whether there was something to cancel. */
  cancel: (requestId: string) => boolean;
  /** Throws `input.not-found`, `input.invalid` and `protocol.state-mismatch`; the flow goes on waiting then. */
  continueWithUrl: (requestId: string, url: string) => void;
  /** Opens the address of the flow once more. */
  openInBrowser: (requestId: string) => Promise<string>;
  /** Of one connection, newest first: those under way, and the last ones. */
  list: (connectionId: string) => Flow[];
  /** Ends every flow that waits for a person; one that is redeeming its code goes on, so that the code is not lost. */
  onLocked: () => void;
  /** Ends all; resolves when nothing listens any more. */
  dispose: () => Promise<void>;
}

interface Active {
  controller: AbortController;
  recorder: FlowRecorder;
  takePasted?: (pasted: string) => void;
  /** Resolves when the flow has let go of everything. */
  over: Promise<void>;
  setOver: () => void;
}

export function createFlows(deps: FlowDeps): Flows {
  const { desk, ports } = deps;
  const active = new Map<string, Active>();

  function find(requestId: string): Active {
    const flow = active.get(requestId);
    if (flow) return flow;
    throw new Failure('input.not-found', 'This sign-in is over. Start it again.', { field: 'requestId' });
  }

  async function begin(input: RequestInput, connection: StoredConnection): Promise<{ flow: Active; run: FlowRun }> {
    const requestId = input.requestId ?? desk.newId();
    if (active.has(requestId)) {
      throw new Failure('input.in-use', 'A sign-in with this id is under way already.', { field: 'requestId' });
    }
    const earlier = [...active.values()].filter(({ recorder }) => recorder.read().connectionId === connection.id);
    const flow = createActive(deps, { requestId, connection });
    active.set(requestId, flow);
    for (const { controller } of earlier) controller.abort(superseded());
    await Promise.all(earlier.map(({ over }) => over));
    const run: FlowRun = {
      desk,
      ports,
      connection,
      overrides: input.overrides ?? {},
      recorder: flow.recorder,
      signal: flow.controller.signal,
      takePasted: (take) => (flow.takePasted = take),
    };
    return { flow, run };
  }

  /** Does the last piece of work of a flow, and writes down how it ended. */
  async function conclude(flow: Active, work: Promise<SettledOutcome>): Promise<SettledOutcome> {
    const outcome = await work.catch((cause: unknown) => fail(flow, cause));
    await finish(flow, outcome.kind === 'issued' ? 'issued' : 'refused', { outcome });
    return outcome;
  }

  /** An abort is told by its reason, not by where it struck. */
  async function fail(flow: Active, cause: unknown): Promise<never> {
    const { signal } = flow.controller;
    const isAbort = signal.aborted && cause instanceof Failure && cause.code === 'cancelled';
    const failure = isAbort ? abortFailure(signal) : cause;
    await finish(flow, signal.aborted ? 'cancelled' : 'failed', { error: replyOf(failure) });
    throw failure;
  }

  async function finish(
    flow: Active,
    result: NonNullable<Flow['ended']>['result'],
    end: { outcome: SettledOutcome } | { error: ErrorReply },
  ): Promise<void> {
    flow.recorder.end(result, 'error' in end ? end.error : undefined);
    const recorded = flow.recorder.read();
    const { id: flowId, requestId, connectionId } = recorded;
    active.delete(requestId);
    flow.setOver();
    try {
      await desk.records.transact((transaction) => addFlow(desk.records, transaction, recorded));
    } catch (cause) {
      // The outcome is told in its own way; that of the record is worth a line. A locked vault is the very reason of some ends.
      if (!(cause instanceof Failure && cause.code === 'vault.locked')) deps.log('a flow was not recorded', cause);
    }
    deps.onEnd({ flowId, requestId, connectionId, ...end });
  }

  async function requestDeviceCode(flow: Active, run: FlowRun): Promise<TokenOutcome> {
    const started = await startDeviceCode(run).catch((cause: unknown) => fail(flow, cause));
    if ('refused' in started) return conclude(flow, Promise.resolve(started.refused));
    conclude(flow, started.poll()).catch((cause: unknown) => {
      if (!(cause instanceof Failure)) deps.log('a device flow failed', cause);
    });
    return started.pending;
  }

  return {
    async request(input) {
      const connection = readConnection(desk.records, input.connectionId);
      const { flow, run } = await begin(input, connection);
      if (connection.grant.type === 'device_code') return requestDeviceCode(flow, run);
      return conclude(flow, runAuthorizationCode(run));
    },
    cancel(requestId) {
      active.get(requestId)?.controller.abort();
      return active.has(requestId);
    },
    continueWithUrl(requestId, url) {
      const { takePasted } = find(requestId);
      if (!takePasted) throw new Failure('input.not-found', 'This sign-in takes no address.', { field: 'requestId' });
      takePasted(url);
    },
    async openInBrowser(requestId) {
      const url = find(requestId).recorder.read().waiting?.url;
      if (url === undefined) {
        throw new Failure('input.not-found', 'This sign-in waits for nothing in the browser.', { field: 'requestId' });
      }
      await ports.openBrowser(url);
      return url;
    },
    list: (connectionId) => [
      ...[...active.values()]
        .map(({ recorder }) => recorder.read())
        .filter((flow) => flow.connectionId === connectionId)
        .reverse(),
      ...readFlows(desk.records, connectionId),
    ],
    onLocked() {
      for (const { controller, recorder } of active.values()) {
        if (!isAnswered(recorder.read())) controller.abort(lockedMeanwhile());
      }
    },
    async dispose() {
      const all = [...active.values()];
      for (const { controller } of all) controller.abort();
      await Promise.all(all.map(({ over }) => over));
    },
  };
}

function createActive(
  { desk, onChange }: FlowDeps,
  { requestId, connection }: { requestId: string; connection: StoredConnection },
): Active {
  let setOver = (): void => undefined;
  const over = new Promise<void>((resolve) => (setOver = resolve));
  const recorder = createRecorder({
    id: desk.newId(),
    connectionId: connection.id,
    requestId,
    grantType: connection.grant.type,
    now: desk.now,
    onChange,
  });
  return { controller: new AbortController(), recorder, over, setOver };
}

function replyOf(cause: unknown): ErrorReply {
  if (cause instanceof Failure) return cause.toReply();
  return { code: 'bug', message: 'Something went wrong inside Grantsmith. Start the sign-in again.' };
}

/** The person has done their part: what comes now is about a code that is good once. */
function isAnswered({ steps }: Flow): boolean {
  const kind = steps.at(-1)?.kind;
  return kind === 'redirect' || kind === 'callback' || kind === 'token' || kind === 'keys';
}

function superseded(): Failure {
  return new Failure('cancelled', 'A newer sign-in of this connection took the place of this one.');
}

function lockedMeanwhile(): Failure {
  return new Failure('vault.locked', 'The vault was locked, which ended the sign-in. Unlock it and start again.');
}
