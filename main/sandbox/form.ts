import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

const MAX_BODY_BYTES = 56 * 1024;

/** The body as text; nothing when it is longer than a form has a reason to be. */
export async function readBody(request: IncomingMessage, max = MAX_BODY_BYTES): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) throw new TypeError('a request is read as bytes');
    size += bytes.length;
    if (size > max) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** The same request with another body, for a reader further down that wants to read the stream itself. */
export function withBody(request: IncomingMessage, body: string): IncomingMessage {
  const replay = new IncomingMessage(new Socket());
  const { 'transfer-encoding': _, ...headers } = request.headers;
  replay.method = request.method;
  replay.url = request.url;
  replay.headers = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  replay.complete = true;
  replay.push(body);
  replay.push(null);
  return replay;
}
