import { createTestSendHttp } from './sendHttp.ts';

export interface Page {
  url: string;
  status: number;
  text: string;
}

export interface HttpBrowser {
  /** Goes there, with redirects, until a page or an address of another origin; that one is given back unvisited, with status 0. */
  visit: (url: string, form?: Record<string, string>) => Promise<Page>;
  /** Sends the form of the page, its hidden fields filled in. */
  submit: (page: Page, values?: Record<string, string>) => Promise<Page>;
}

/** A browser without scripts and pictures: cookies, redirects and forms. */
export function createHttpBrowser(caCertificates?: string): HttpBrowser {
  const sendHttp = createTestSendHttp();
  const cookies = new Map<string, string>();

  async function visit(url: string, form?: Record<string, string>): Promise<Page> {
    const reply = await sendHttp({
      purpose: 'api',
      method: form === undefined ? 'GET' : 'POST',
      url,
      headers: [
        ['Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')],
        ['Accept', 'text/html'],
        ...(form === undefined
          ? []
          : [['Content-Type', 'application/x-www-form-urlencoded'] satisfies [string, string]]),
      ],
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      route: { ...(caCertificates === undefined ? {} : { caCertificates }), proxy: { mode: 'none' } },
      maxBodyBytes: 1_000_000,
      totalTimeoutMs: 10_000,
      secrets: [],
    });
    for (const [name, value] of reply.headers) {
      if (name.toLowerCase() !== 'set-cookie') continue;
      const [cookie = '', content = ''] = (value.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(cookie, content);
    }
    const location = reply.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (location === undefined) return { url, status: reply.status, text: new TextDecoder().decode(reply.body) };
    const next = new URL(location, url);
    return next.origin === new URL(url).origin ? visit(next.href) : { url: next.href, status: 0, text: '' };
  }

  return {
    visit,
    submit(page, values = {}) {
      const action = attribute(page.text, 'form', 'action') ?? page.url;
      const hidden = [...page.text.matchAll(/<input[^>]*>/g)]
        .map(([tag]) => [attribute(tag, 'input', 'name'), attribute(tag, 'input', 'value')])
        .filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined);
      return visit(new URL(action, page.url).href, { ...Object.fromEntries(hidden), ...values });
    },
  };
}

function attribute(text: string, element: string, name: string): string | undefined {
  return new RegExp(`<${element}\\b[^>]*\\b${name}="([^"]*)"`).exec(text)?.[1];
}
