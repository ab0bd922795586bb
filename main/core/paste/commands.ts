import { readCurlCommand } from '../diagnosis/read/curlCommand.ts';
import type { CurlCommand } from '../diagnosis/read/curlCommand.ts';
import { apiUrlOf, callOf } from './apiCall.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { Material, PastedCall, PastedConnection, Recognized } from './material.ts';
import { tokenRequestFacts } from './tokenRequest.ts';

const MOST_COMMANDS = 40;
/** Sentences may mention curl as often as they like. */
const MOST_TRIED = 400;
const CURL = /(?<![\w./-])(?:\$\(\s*)?curl(?:\.exe)?(?=\s)/g;

/** Every curl command in a text, wherever it stands: after a prompt, in a procedure, one below the other. */
export function curlCommandsIn(text: string): CurlCommand[] {
  const found: CurlCommand[] = [];
  let from = 0;
  for (let tried = 0; tried < MOST_TRIED && found.length < MOST_COMMANDS; tried += 1) {
    CURL.lastIndex = from;
    const match = CURL.exec(text);
    if (match === null) break;
    const piece = text.slice(match.index);
    const command = readCurlCommand(piece);
    const isReal = command?.request.url !== undefined && (command.hasOptions || command.request.url.includes('://'));
    if (isReal) found.push(command);
    // The text that was read may have been rewritten on the way, but its end is the same.
    from = isReal ? Math.max(match.index + 4, text.length - command.rest.length) : match.index + 4;
  }
  return found;
}

/** What curl commands ask for: tokens, which make connections, and calls to APIs; undefined without one. */
export function recognizeCommands(commands: readonly CurlCommand[]): Recognized | undefined {
  if (commands.length === 0) return undefined;
  const connections: PastedConnection[] = [];
  const calls: PastedCall[] = [];
  for (const command of commands) {
    const facts = tokenRequestFacts(command.request);
    if (facts === undefined) addCall(command, calls);
    else
      connections.push(
        withTls(
          command,
          connectionOf({ ...facts, ...proxyOf(command), notes: [...(facts.notes ?? []), ...notesOn(command)] }),
        ),
      );
  }
  const [call] = calls;
  const offered = distinct(connections).map((connection) =>
    call === undefined ? connection : withCall(connection, call),
  );
  const offers: Material[] = [...offered, ...calls];
  if (offers.length === 0) return undefined;
  const kind = commands.length > 1 ? 'procedure' : connections.length > 0 ? 'token-request' : 'api-request';
  const facts = commands.length > 1 ? [`${commands.length} commands`] : [];
  return recognized(kind, offers, { facts });
}

function addCall(command: CurlCommand, calls: PastedCall[]): void {
  const call = callOf(command.request, command.followsRedirects);
  if (
    call === undefined ||
    calls.some(({ request }) => request.url === call.request.url && request.method === call.request.method)
  )
    return;
  calls.push({ ...call, notes: [...call.notes, ...notesOn(command)] });
}

const proxyOf = ({ proxy }: CurlCommand): { proxyUrl?: string } =>
  proxy === undefined ? {} : { proxyUrl: proxy.includes('://') ? proxy : `http://${proxy}` };

/** A certificate that the command shows stands in files, which come by the form. */
function withTls(command: CurlCommand, connection: PastedConnection): PastedConnection {
  if (!command.hasCertificate || connection.input.clientAuth.method.startsWith('client_secret')) return connection;
  const { input, missing } = connection;
  return {
    ...connection,
    input: { ...input, clientAuth: { ...input.clientAuth, method: 'tls_client_auth' } },
    missing: [...missing.filter((each) => each !== 'client secret'), 'client certificate and its key'],
  };
}

function notesOn({ files, isInsecure }: CurlCommand): string[] {
  return [
    ...(files.length === 0
      ? []
      : ['The command reads a file, and what is in it cannot be known here. Put it in by hand.']),
    ...(isInsecure ? ['The command does not check the server’s certificate (-k). Grantsmith does.'] : []),
  ];
}

/** Best first, and each once: a procedure shows a command with placeholders and again with values. */
function distinct(connections: readonly PastedConnection[]): PastedConnection[] {
  const kept: PastedConnection[] = [];
  for (const connection of [...connections].sort((a, b) => a.missing.length - b.missing.length)) {
    const { input } = connection;
    const isSame = kept.some(({ input: other }) => {
      const isLess = connection.missing.length > 0 && other.grant.type === input.grant.type;
      const isEqual =
        [other.domainUrl, other.clientId, other.grant.type, other.scope].join('\n') ===
        [input.domainUrl, input.clientId, input.grant.type, input.scope].join('\n');
      return isLess || isEqual;
    });
    if (!isSame) kept.push(connection);
  }
  return kept;
}

/** The call that is pasted along says where the API is, and waits in the request tab of the connection. */
function withCall(connection: PastedConnection, call: PastedCall): PastedConnection {
  const baseUrl = apiUrlOf(call.request);
  const { input } = connection;
  if (baseUrl === undefined) return connection;
  return { ...connection, input: { ...input, api: { baseUrl } }, request: call };
}
