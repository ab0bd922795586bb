import type { RunningServer } from './oauthServer.ts';
import { startRecordingServer } from './recordingServer.ts';

/**
 * A server that issues a token now and then, and otherwise gives everything that it was sent back: in error texts, pages, headers and
 * addresses. What a reply to the page then holds of a secret, the app let through.
 */
export function startRudeServer(refreshToken: string): Promise<RunningServer> {
  return startRecordingServer(({ path, headers, body }, response, count) => {
    const echo = `${path} ${headers['authorization'] ?? ''} ${body}`;
    const json = { 'Content-Type': 'application/json' };
    // A token is issued where tokens are; a public document that names one would be no leak of ours.
    const turn = count % 8;
    switch (turn < 3 && !path.startsWith('/token') ? 0 : turn) {
      case 1:
      case 2:
        return response.writeHead(200, json).end(
          JSON.stringify({
            access_token: `access-${count}`,
            token_type: 'Bearer',
            refresh_token: refreshToken,
            expires_in: 3600,
          }),
        );
      case 3:
        return response.writeHead(401, json).end(JSON.stringify({ error: 'invalid_client', error_description: echo }));
      case 4:
        return response.writeHead(500, { 'Content-Type': 'text/html' }).end(`<h1>${echo}</h1>`);
      case 5:
        return response.writeHead(302, { Location: `http://127.0.0.1:1/?seen=${encodeURIComponent(echo)}` }).end();
      case 6:
        return response
          .writeHead(400, { ...json, 'X-Seen': encodeURIComponent(echo) })
          .end(`{"error":"${encodeURIComponent(echo)}`);
      case 7:
        return response.destroy();
      default:
        return response.writeHead(200, json).end(JSON.stringify({ active: true, seen: echo, sub: 'user' }));
    }
  });
}
