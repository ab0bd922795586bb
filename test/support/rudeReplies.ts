import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const TOKEN_REPLY = JSON.stringify({ access_token: 'never-kept', token_type: 'Bearer', expires_in: 60 });

/** A reply up to its body. */
export const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
/** A whole reply, whose `Content-Length` may be told wrong. */
export const json = (body: string, length = Buffer.byteLength(body)): string =>
  head('Content-Type: application/json', `Content-Length: ${length}`) + body;
const encoded = (encoding: string, body: Buffer) => (socket: Socket) =>
  void socket.write(
    Buffer.concat([Buffer.from(head(`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`)), body]),
  );

/** Writes the same piece for as long as somebody reads. */
export function flood(socket: Socket, piece: string): void {
  while (!socket.destroyed && socket.write(piece));
  if (!socket.destroyed) socket.once('drain', () => flood(socket, piece));
}

/** Servers that spoil an exchange, each with the failure and the phase that it is told as. */
export const RUDE: [name: string, answer: (socket: Socket) => void, code: string, phase: string][] = [
  ['says nothing', () => undefined, 'network.timeout', 'firstByte'],
  ['closes without an answer', (socket) => void socket.end(), 'network.interrupted', 'firstByte'],
  ['resets the connection', (socket) => void socket.resetAndDestroy(), 'network.interrupted', 'firstByte'],
  [
    'answers in another language',
    (socket) => void socket.end('220 mail.example ESMTP\r\n'),
    'protocol.malformed-http',
    'firstByte',
  ],
  [
    'sends a header of 1 MiB',
    (socket) => void socket.write(head(`X-Big: ${'a'.repeat(1_048_576)}`)),
    'protocol.headers-too-large',
    'firstByte',
  ],
  [
    'sends headers without an end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      flood(socket, 'X-More: and more\r\n'.repeat(1000));
    },
    'protocol.headers-too-large',
    'firstByte',
  ],
  [
    'stops in its headers',
    (socket) => void socket.write('HTTP/1.1 200 OK\r\nX-Half: '),
    'network.timeout',
    'firstByte',
  ],
  ['stops in its body', (socket) => void socket.write(json(TOKEN_REPLY, 1000)), 'network.timeout', 'download'],
  ['closes in its body', (socket) => void socket.end(json(TOKEN_REPLY, 1000)), 'protocol.truncated', 'download'],
  [
    'closes in a chunk',
    (socket) => void socket.end(`${head('Transfer-Encoding: chunked')}ff\r\n${TOKEN_REPLY}`),
    'protocol.truncated',
    'download',
  ],
  [
    'sends two lengths',
    (socket) => void socket.write(`${head('Content-Length: 2', 'Content-Length: 3')}{}`),
    'protocol.malformed-http',
    'firstByte',
  ],
  [
    'frames its body in two ways',
    (socket) => void socket.write(`${head('Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`),
    'protocol.malformed-http',
    'firstByte',
  ],
  [
    'sends a brotli bomb',
    encoded('br', brotliCompressSync(Buffer.alloc(120 * 1_048_576))),
    'protocol.too-large',
    'download',
  ],
  ['sends a gzip bomb', encoded('gzip', gzipSync(Buffer.alloc(40 * 1_048_576))), 'protocol.too-large', 'download'],
  [
    'breaks off its compressed body',
    encoded('gzip', gzipSync(TOKEN_REPLY).subarray(0, 30)),
    'protocol.truncated',
    'download',
  ],
  ['calls plain text compressed', encoded('gzip', Buffer.from(TOKEN_REPLY)), 'protocol.encoding', 'download'],
  ['compresses twice', encoded('gzip, gzip', gzipSync(gzipSync(TOKEN_REPLY))), 'protocol.encoding', 'download'],
  ['compresses in an unknown way', encoded('zstd', Buffer.from('x')), 'protocol.encoding', 'download'],
];
