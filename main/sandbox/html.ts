const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Follows the light or dark of the system; fonts and everything else are at hand without a further request. */
const STYLE = `
:root{color-scheme:light dark;--text:light-dark(#1f2328,#e6e8eb);--soft:light-dark(#57606a,#a3a9b1);--line:light-dark(#d0d5db,#3d434b);
--page:light-dark(#f4f5f7,#16181b);--card:light-dark(#fff,#1f2226);--accent:light-dark(#4263eb,#3b5bdb);--mark:light-dark(#8a5200,#f0b65a)}
*{box-sizing:border-box}
body{font:14px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);max-width:26rem;margin:0 auto;padding:12vh 16px 32px}
main{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:24px}
h1{font-size:20px;line-height:1.3;margin:0 0 8px}p{margin:0 0 12px}
label{display:block;font-weight:600;margin:12px 0 4px}
input:not([type=hidden]),select{display:block;width:100%;height:36px;padding:0 10px;font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:4px}
button{height:36px;padding:0 16px;font:inherit;font-weight:600;color:inherit;background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}
button{margin-right:4px}form~button{margin-top:12px}
button:first-of-type{color:#fff;background:var(--accent);border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.asks{margin:20px 0 4px}ul{margin:0 0 20px;padding-left:20px}code{font-size:13px;overflow-wrap:anywhere}.code{font-size:20px;letter-spacing:.08em}
dt{font-weight:600}dd{margin:0 0 8px;overflow-wrap:anywhere}
footer{margin:16px 8px;color:var(--soft);font-size:12px}footer b{color:var(--mark)}
`;

/** A page of the practice domain. `content` is markup that the caller has escaped; titles and facts are escaped here. */
export function renderPage(title: string, content: string, facts: readonly (readonly [string, string])[] = []): string {
  const list = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${content}` +
    (list === '' ? '' : `<dl>${list}</dl>`) +
    '</main><footer><b>Practice domain.</b> It is part of Grantsmith, runs on this computer only and knows no real account.</footer></body></html>'
  );
}
