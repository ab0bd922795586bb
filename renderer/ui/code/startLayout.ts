import { layout } from './layout.ts';
import type { LayoutJob, LayoutNews } from './layout.ts';

/** Shorter texts are laid out at once, before a thread would have started. */
const AT_ONCE = 100_000;

/** Lays a text out and tells as it goes. The answer ends it; nothing is told after that. */
export function startLayout(job: LayoutJob, receive: (news: LayoutNews) => void): () => void {
  if (job.text.length <= AT_ONCE) {
    for (const news of layout(job)) receive(news);
    return () => undefined;
  }
  const worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
  // The first piece is made here, so that there is something to see while the thread starts; the thread makes it once more.
  let isFirst = true;
  worker.addEventListener('message', ({ data }: MessageEvent<LayoutNews>) => {
    if (data.kind === 'done') worker.terminate();
    if (!isFirst) receive(data);
    isFirst = false;
  });
  worker.postMessage(job);
  const first = layout(job).next();
  if (first.done !== true) receive(first.value);
  return () => worker.terminate();
}

export type Formatted = { kind: 'formatted'; text: string } | { kind: 'not-json' };

/** The whole text laid out, for a body that is being written. */
export function format(text: string, language: LayoutJob['language']): Promise<Formatted> {
  return new Promise((resolve) => {
    const pieces: string[] = [];
    startLayout({ text, language, isPretty: true }, (news) => {
      if (news.kind === 'piece') pieces.push(news.text);
      else resolve(news.isValidJson === false ? { kind: 'not-json' } : { kind: 'formatted', text: pieces.join('') });
    });
  });
}
