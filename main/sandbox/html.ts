const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

const STYLE =
  'body{font:15px system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#1f2328;background:#fff}' +
  'input,button{font:inherit;padding:.4rem .6rem;margin:.2rem 0}label{display:block;margin:.6rem 0}' +
  'dt{font-weight:600}footer{margin-top:2rem;color:#57606a;font-size:13px}';

/** A page of the practice domain. `content` is markup that the caller has escaped; titles and facts are escaped here. */
export function renderPage(title: string, content: string, facts: readonly (readonly [string, string])[] = []): string {
  const list = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>${content}` +
    (list === '' ? '' : `<dl>${list}</dl>`) +
    '<footer>Practice identity domain of Grantsmith. It runs on this computer only and knows no real account.</footer></body></html>'
  );
}
