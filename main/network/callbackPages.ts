import { createHash } from 'node:crypto';
import type { Verdict } from '../core/oauth/flow/ports.ts';

const STYLE = `
:root{color-scheme:light dark;--page:light-dark(#f4f5f7,#16181b);--card:light-dark(#fff,#1f2226);--line:light-dark(#d0d5db,#3d434b);
--text:light-dark(#1f2328,#e6e8eb);--soft:light-dark(#57606a,#a3a9b1);--good:light-dark(#256c36,#7cc98e);--bad:light-dark(#c0262d,#ff8f8f);--notice:light-dark(#9a5b00,#f0b65a)}
body{font:14px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);max-width:28rem;margin:0 auto;padding:18vh 16px 32px}
main{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:28px 24px;text-align:center}
svg{display:block;margin:0 auto 12px}.accepted{color:var(--good)}.refused{color:var(--bad)}.foreign{color:var(--notice)}
h1{font-size:20px;line-height:1.3;margin:0 0 8px}p{margin:0;color:var(--soft)}
footer{margin:16px 0;text-align:center;color:var(--soft);font-size:12px}
`;

/** Tabler's circle-check, circle-x and alert-triangle, as in the app. */
const ICONS: Record<Verdict, string> = {
  accepted: '<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18"/><path d="M9 12l2 2l4-4"/>',
  refused: '<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18"/><path d="M10 10l4 4m0-4l-4 4"/>',
  foreign:
    '<path d="M12 9v4m0 3v.01"/><path d="M10.4 3.6L2.3 17.1A1.9 1.9 0 0 0 3.9 20H20.1A1.9 1.9 0 0 0 21.7 17.1L13.6 3.6A1.9 1.9 0 0 0 10.4 3.6"/>',
};

/** Nothing of the request stands in a page: what was not written here cannot be injected. */
function page(verdict: Verdict, title: string, sentence: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><main>` +
    `<svg class="${verdict}" width="40" height="40" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" ` +
    `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${ICONS[verdict]}</svg>` +
    `<h1>${title}</h1><p>${sentence}</p></main><footer>Grantsmith, on this computer</footer></body></html>`
  );
}

export const PAGES: Record<Verdict, { status: number; html: string }> = {
  accepted: {
    status: 200,
    html: page('accepted', 'You can go back to Grantsmith', 'This page has done its part and can be closed.'),
  },
  refused: {
    status: 200,
    html: page(
      'refused',
      'The sign-in did not go through',
      'Go back to Grantsmith to read why. You can close this page.',
    ),
  },
  foreign: {
    status: 400,
    html: page(
      'foreign',
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
