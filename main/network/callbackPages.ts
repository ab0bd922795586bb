import { createHash } from 'node:crypto';
import type { Verdict } from '../core/oauth/flow/ports.ts';

const STYLE =
  'html{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:28rem;margin:18vh auto 0;padding:0 1.5rem}' +
  'h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0;opacity:.8}';

/** Nothing of the request stands in a page: what was not written here cannot be injected. */
function page(title: string, sentence: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>` +
    `<body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>`
  );
}

export const PAGES: Record<Verdict, { status: number; html: string }> = {
  accepted: { status: 200, html: page('That was it', 'You can close this page and go back to Grantsmith.') },
  refused: {
    status: 200,
    html: page('The sign-in did not go through', 'Go back to Grantsmith to read why. You can close this page.'),
  },
  foreign: {
    status: 400,
    html: page(
      'This does not belong to your sign-in',
      'Grantsmith took nothing from it and goes on waiting. Finish the sign-in in the page that Grantsmith opened.',
    ),
  },
};

/** The page runs nothing, loads nothing, is framed by nobody, and its address, which holds the code, is told to nobody. */
export const PAGE_HEADERS: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};
