import type { FetchedDocument, MetadataDocument } from '#contract/discovery.ts';
import { Failure } from '../failure.ts';
import type { SendHttp } from '../http.ts';
import { readJsonObject, replyDetails } from '../oauth/exchange/replyBody.ts';
import { redirected } from '../oauth/exchange/tokenReply.ts';
import { requestJson } from './fetchJson.ts';
import { documentUrl } from './server.ts';
import type { Server } from './server.ts';

/** One metadata document. What goes wrong with it is part of the answer; only a cancel is thrown. */
export async function fetchDocument(
  sendHttp: SendHttp,
  server: Server,
  name: MetadataDocument,
  signal?: AbortSignal,
): Promise<FetchedDocument> {
  const url = documentUrl(server, name);
  let reply;
  try {
    reply = await requestJson(sendHttp, { server, url, purpose: 'discovery', signal });
  } catch (error) {
    return { name, url, problem: foreseen(error).toReply() };
  }
  const { status, exchange } = reply;
  if (status === 404) return { name, url, status, exchange };
  try {
    if (status >= 300 && status < 400) throw redirected(reply);
    if (status !== 200) {
      const sentence = `The server answered ${status} instead of its metadata.`;
      throw new Failure('protocol.unexpected-reply', sentence, { details: replyDetails(reply) });
    }
    return { name, url, status, members: readJsonObject(reply), exchange };
  } catch (error) {
    return { name, url, status, problem: foreseen(error).toReply(), exchange };
  }
}

/** A failure that belongs into the answer; anything else, and a cancel, goes on. */
export function foreseen(error: unknown): Failure {
  if (error instanceof Failure && error.code !== 'cancelled' && error.code !== 'bug') return error;
  throw error;
}
