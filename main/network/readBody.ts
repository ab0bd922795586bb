import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import type { Header } from '#contract/exchange.ts';
import { Failure } from '../core/failure.ts';
import type { BodySink } from '../core/http.ts';
import type { Caps } from './caps.ts';
import type { Deadline } from './deadline.ts';

export interface ReadBody {
  bytes: Uint8Array;
  truncated: boolean;
  /** How much the sink took. */
  sunkBytes?: number;
}

export interface BodyLimits {
  host: string;
  maxBytes: number;
  truncate: boolean;
  /** Takes the body, in which case there is no cap but the ratio. */
  sink?: BodySink | undefined;
  caps: Caps;
  deadline: Deadline;
}

type Encoding = 'identity' | 'gzip' | 'br';

function failure(
  code: 'protocol.encoding' | 'protocol.too-large' | 'protocol.truncated',
  message: string,
  host: string,
) {
  return new Failure(code, message, { details: { host, phase: 'download' } });
}

/** The one encoding of the body; a chain of them has no honest use and multiplies what a bomb can do. */
export function readEncoding(headers: readonly Header[], host: string): Encoding {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '' && value !== 'identity');
  if (named.length > 1) throw failure('protocol.encoding', `The reply of ${host} is compressed more than once.`, host);
  switch (named[0]) {
    case undefined:
      return 'identity';
    case 'gzip':
    case 'x-gzip':
      return 'gzip';
    case 'br':
      return 'br';
    default:
      throw failure('protocol.encoding', `The reply of ${host} is compressed in a way that was not asked for.`, host);
  }
}

function contentLength(headers: readonly Header[]): number {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : 0;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}

function endsEarly(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'Z_BUF_ERROR' || code === 'ERR_BROTLI_DECODER_NEEDS_MORE_INPUT';
}

function explainDecoding(error: unknown, host: string): unknown {
  const code = codeOf(error);
  if (endsEarly(error)) {
    return failure('protocol.truncated', `The compressed reply of ${host} ends too early.`, host);
  }
  const isDecoding = typeof code === 'string' && /^(?:Z_|ERR_(?:_?ERR_)?BROTLI|ERR__ERROR)/.test(code);
  return isDecoding ? failure('protocol.encoding', `The compressed reply of ${host} cannot be unpacked.`, host) : error;
}

function createDecoder(encoding: 'gzip' | 'br'): Transform {
  return encoding === 'gzip' ? createGunzip() : createBrotliDecompress();
}

function startDecoding(body: Readable, encoding: Encoding): Readable {
  if (encoding === 'identity') return body;
  const decoder = createDecoder(encoding);
  body.once('error', (error) => decoder.destroy(error));
  return body.pipe(decoder);
}

/** Reads until the end or the cap. `false` means that the body was longer. */
async function collect(source: Readable, take: BodySink, room: (chunk: Uint8Array) => number): Promise<boolean> {
  for await (const chunk of source) {
    if (!(chunk instanceof Uint8Array)) continue;
    const fits = room(chunk);
    await take(fits < chunk.length ? chunk.subarray(0, fits) : chunk);
    if (fits < chunk.length) return false;
  }
  return true;
}

/**
 * Reads and decodes a body under its cap. The cap and the ratio count decoded bytes: a few hundred bytes of brotli can unfold to
 * hundreds of MiB, which a limit on what comes over the wire never notices.
 */
export async function readBody(body: Readable, headers: readonly Header[], limits: BodyLimits): Promise<ReadBody> {
  const { host, truncate, sink, caps, deadline } = limits;
  const maxBytes = sink ? Infinity : limits.maxBytes;
  const encoding = readEncoding(headers, host);
  const tooLarge = (): Failure =>
    failure(
      'protocol.too-large',
      `The reply of ${host} is larger than ${maxBytes.toLocaleString('en-US')} bytes.`,
      host,
    );
  if (!truncate && encoding === 'identity' && contentLength(headers) > maxBytes) throw tooLarge();

  let wireBytes = 0;
  let total = 0;
  body.on('data', (chunk: Uint8Array) => {
    wireBytes += chunk.length;
    deadline.touch();
  });
  const room = (chunk: Uint8Array): number => {
    const isBomb = total > caps.ratioFromBytes && total > wireBytes * caps.ratio;
    if (isBomb) {
      throw failure(
        'protocol.too-large',
        `The reply of ${host} unfolds to far more than was sent, and was given up.`,
        host,
      );
    }
    const fits = Math.min(chunk.length, maxBytes - total);
    total += fits;
    return fits;
  };

  const chunks: Uint8Array[] = [];
  const take: BodySink = async (chunk) => {
    if (!sink) return void chunks.push(chunk);
    await sink(chunk);
    // A disk may take longer than a server may be silent.
    deadline.touch();
  };
  try {
    const isWhole = await collect(startDecoding(body, encoding), take, room);
    if (!isWhole && !truncate) throw tooLarge();
    const [only] = chunks;
    const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks);
    return { bytes, truncated: !isWhole, ...(sink && { sunkBytes: total }) };
  } catch (error) {
    const ended = deadline.failure();
    // A reply to HEAD, a 304 and some a 204 name the encoding of a body that they do not have.
    if (!ended && wireBytes === 0 && endsEarly(error)) return { bytes: new Uint8Array(), truncated: false };
    throw ended ?? explainDecoding(error, host);
  } finally {
    body.on('error', () => undefined).destroy();
  }
}
