import { layout } from './layout.ts';
import type { LayoutJob } from './layout.ts';

// A thread of its own for large texts: the page draws what has come while the rest is laid out here.
addEventListener('message', ({ data }: MessageEvent<LayoutJob>) => {
  for (const news of layout(data)) postMessage(news);
});
