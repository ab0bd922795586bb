import { escapeHtml } from './html.ts';
import type { ApiUser } from './apiData.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const PRACTICE = 'http://practice.example/users';

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${ENVELOPE}">\n  <soap:Body>\n${body}\n  </soap:Body>\n</soap:Envelope>\n`;

export const soapFault = (code: 'Client' | 'Server', text: string): string =>
  envelope(
    `    <soap:Fault>\n      <faultcode>soap:${code}</faultcode>\n      <faultstring>${escapeHtml(text)}</faultstring>\n    </soap:Fault>`,
  );

export const soapRequest = (userId: string): string =>
  envelope(`    <FindUser xmlns="${PRACTICE}">\n      <userId>${escapeHtml(userId)}</userId>\n    </FindUser>`);

const soapUser = (user: ApiUser): string =>
  envelope(
    `    <FindUserResponse xmlns="${PRACTICE}">\n` +
      Object.entries(user)
        .map(([name, value]) => `      <${name}>${escapeHtml(value)}</${name}>`)
        .join('\n') +
      '\n    </FindUserResponse>',
  );

/** Answers FindUser. The envelope is looked at, not parsed: enough to tell a request of this service from anything else. */
export function answerSoap(text: string, users: ReadonlyMap<string, ApiUser>): { status: number; body: string } {
  if (!/<(?:[\w-]+:)?Envelope[\s>]/.test(text)) {
    return { status: 500, body: soapFault('Client', 'The request is not a SOAP envelope.') };
  }
  if (!/<(?:[\w-]+:)?FindUser[\s>]/.test(text)) {
    return { status: 500, body: soapFault('Client', 'The one operation of this service is FindUser.') };
  }
  const id = /<(?:[\w-]+:)?userId>\s*([^<]*?)\s*<\//.exec(text)?.[1] ?? '';
  const user = users.get(id);
  return user === undefined
    ? { status: 500, body: soapFault('Client', `There is no user with the ID ${id}.`) }
    : { status: 200, body: soapUser(user) };
}
