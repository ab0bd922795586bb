import type { Flow } from '#contract/flow.ts';
import type { FlowEnd } from '#contract/token.ts';
import type { SendHttp } from '../../main/core/http.ts';
import { createFlows } from '../../main/core/oauth/flow/flows.ts';
import type { Flows } from '../../main/core/oauth/flow/flows.ts';
import { wait } from '../../main/core/wait.ts';
import type { Wait } from '../../main/core/wait.ts';
import { listenForCallback } from '../../main/network/callbackListener.ts';
import { createOAuthBench } from './oauthBench.ts';
import type { OAuthBench } from './oauthBench.ts';

export interface FlowBench extends OAuthBench {
  flows: Flows;
  /** The address that the browser is opened with next, for this or any connection. */
  opened: (clientId?: string) => Promise<URL>;
  changes: Flow[];
  ends: FlowEnd[];
  /** The end of the flow with this request id. */
  ended: (requestId: string) => Promise<FlowEnd>;
  log: string[];
}

interface FlowBenchOptions {
  sendHttp?: SendHttp;
  now?: () => number;
  wait?: Wait;
  openBrowser?: (url: string) => Promise<unknown>;
}

/** The flows with the real listener on the loopback interface; the browser is whoever asks for `opened`. */
export function createFlowBench(options: FlowBenchOptions = {}): FlowBench {
  const { now = Date.now, sendHttp } = options;
  const bench = createOAuthBench({ now, ...(sendHttp === undefined ? {} : { sendHttp }) });
  const changes: Flow[] = [];
  const ends: FlowEnd[] = [];
  const log: string[] = [];
  let addresses: URL[] = [];
  let watchers: (() => void)[] = [];
  const tell = (): void => {
    for (const watcher of watchers.splice(0)) watcher();
  };

  async function until<Value>(find: () => Value | undefined): Promise<Value> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (watchers = [...watchers, resolve]));
    }
  }

  const flows = createFlows({
    desk: bench.desk,
    ports: {
      listenForCallback,
      wait: options.wait ?? wait,
      openBrowser: async (url) => {
        await options.openBrowser?.(url);
        addresses = [...addresses, new URL(url)];
        tell();
      },
    },
    onChange: (flow) => changes.push(flow),
    onEnd: (end) => {
      ends.push(end);
      tell();
    },
    log: (line) => log.push(line),
  });
  return {
    ...bench,
    flows,
    changes,
    ends,
    log,
    opened: async (clientId) => {
      const isWanted = (url: URL): boolean => clientId === undefined || url.searchParams.get('client_id') === clientId;
      const url = await until(() => addresses.find(isWanted));
      addresses = addresses.filter((each) => each !== url);
      return url;
    },
    ended: (requestId) => until(() => ends.find((end) => end.requestId === requestId)),
  };
}
