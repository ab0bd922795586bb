/** What of Electron's `app` this needs; a test stands in for it. */
export interface QuittingApp {
  on(event: 'before-quit', listener: (event: { preventDefault: () => void }) => void): unknown;
  quit(): void;
  exit(code: number): void;
}

interface Quitting {
  app: QuittingApp;
  /** May ask the person, who may take their time. */
  mayQuit: () => Promise<boolean>;
  /** They stay. */
  onStay: () => void;
  /** Ends what must not be cut off. */
  end: () => Promise<unknown>;
  log: (line: string, cause?: unknown) => void;
}

/** What has not ended by then is cut off: nobody waits for an app that is gone from the screen. */
const ENDS_WITHIN_MS = 10_000;

/**
 * Holds the app until it may quit and has ended. A second wish to quit (the key pressed twice, the window closed beside the question, the
 * system that shuts down) changes nothing about that: it would cut off a save, or lose what the question is about. Answers whether the
 * app is about to quit.
 */
export function holdQuitting({ app, mayQuit, onStay, end, log }: Quitting): () => boolean {
  let stage: 'running' | 'quitting' | 'ended' = 'running';
  const quit = async (): Promise<void> => {
    if (!(await mayQuit())) {
      stage = 'running';
      onStay();
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, ENDS_WITHIN_MS)));
    await Promise.race([end(), late]);
    clearTimeout(timer);
    stage = 'ended';
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (stage === 'ended') return;
    event.preventDefault();
    if (stage === 'quitting') return;
    stage = 'quitting';
    quit().catch((cause: unknown) => {
      log('quitting failed', cause);
      app.exit(1);
    });
  });
  return () => stage !== 'running';
}
