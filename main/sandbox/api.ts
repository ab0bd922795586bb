import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ApiArea, AccessRefusal, Access } from './apiAccess.ts';
import { createReadings, createUsers } from './apiData.ts';
import type { ApiUser } from './apiData.ts';
import { answerSoap, soapFault } from './apiSoap.ts';
import { readBody } from './form.ts';

interface ApiOptions {
  /** Path that all services are below, without a slash at its end. */
  basePath: string;
  /** Address on another origin, for trying what happens to a token at a redirect. */
  redirectTo: string;
  checkAccess: (request: IncomingMessage, area: ApiArea) => Promise<Access>;
  onError: (cause: unknown) => void;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  signal: AbortSignal;
  subject: string;
}

/** Handlers by method; the path's last part is given when the path ends with a slash. */
type Service = Partial<Record<string, (call: Call, last: string) => Reply | Promise<Reply>>>;

const MAX_BODY_BYTES = 1_048_576;
const MAX_USERS = 1000;
const MAX_SLOW_SECONDS = 120;
const JSON_TYPE = 'application/json;charset=UTF-8';
const SOAP_TYPE = 'text/xml;charset=UTF-8';

const newUser = z.object({
  firstName: z.string().min(1).max(100),
  lastName: z.string().min(1).max(100),
  userType: z.string().max(40).default('Base User'),
});

const problem = (status: number, title: string): Reply => ({ status, body: { status, title } });

function createUser(users: Map<string, ApiUser>, text: string): Reply {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return problem(400, 'The body is not JSON.');
  }
  const parsed = newUser.safeParse(json);
  if (!parsed.success) return problem(422, 'A user has firstName and lastName, both text, and may have userType.');
  if (users.size >= MAX_USERS) return problem(409, `The practice API keeps ${MAX_USERS} users at most.`);
  const userId = `U${String(users.size + 1).padStart(5, '0')}`;
  const user = { userId, ...parsed.data, status: 'Active' };
  users.set(userId, user);
  return { status: 201, body: user };
}

async function answerSlowly({ query, signal }: Call): Promise<Reply> {
  const asked = Number(query.get('seconds') ?? 30);
  const seconds = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), MAX_SLOW_SECONDS) : 30;
  await pause(seconds * 1000, undefined, { signal });
  return { status: 200, body: { waitedSeconds: seconds } };
}

function restServices(users: Map<string, ApiUser>, redirectTo: string): Record<string, Service> {
  let readings: unknown;
  return {
    '/rest/apis/common/users': {
      GET: () => ({ status: 200, body: { count: users.size, items: [...users.values()] } }),
      POST: ({ body }) => createUser(users, body),
    },
    '/rest/apis/common/users/': {
      GET: (_, id) => {
        const user = users.get(id);
        return user === undefined ? problem(404, `There is no user with the ID ${id}.`) : { status: 200, body: user };
      },
    },
    '/rest/apis/common/whoami': { GET: ({ subject }) => ({ status: 200, body: { user: subject } }) },
    '/rest/apis/practice/readings': { GET: () => ({ status: 200, body: (readings ??= createReadings()) }) },
    '/rest/apis/practice/slow': { GET: answerSlowly },
    '/rest/apis/practice/redirect': { GET: () => ({ status: 302, headers: { location: redirectTo } }) },
  };
}

function findService(services: Record<string, Service>, path: string): { service: Service; last: string } | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const exact = services[path];
  if (exact !== undefined) return { service: exact, last: '' };
  const collection = services[path.slice(0, cut)];
  return collection === undefined ? undefined : { service: collection, last: path.slice(cut) };
}

async function answerRest(services: Record<string, Service>, call: Call): Promise<Reply> {
  const found = findService(services, call.path);
  if (found === undefined) return problem(404, 'No inbound web service is at this address.');
  const handler = found.service[call.method];
  if (handler !== undefined) return handler(call, found.last);
  const allowed = Object.keys(found.service).join(', ');
  return { ...problem(405, `This service answers ${allowed}.`), headers: { allow: allowed } };
}

function refusalReply(area: ApiArea, { status, title, challenge }: AccessRefusal): Reply {
  const headers = { 'www-authenticate': challenge };
  return area === 'rest'
    ? { ...problem(status, title), headers }
    : { status, headers, body: soapFault('Client', title) };
}

function send(response: ServerResponse, area: ApiArea | undefined, { status, headers, body }: Reply): void {
  const type = area === 'soap' ? SOAP_TYPE : JSON_TYPE;
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': type }), ...headers });
  response.end(body === undefined ? undefined : text);
}

/** The practice API: REST and SOAP services below the path that an Oracle Utilities application has. */
export function createApi({ basePath, redirectTo, checkAccess, onError }: ApiOptions): RequestListener {
  const users = createUsers();
  const services = restServices(users, redirectTo);

  async function answer(request: IncomingMessage, area: ApiArea, signal: AbortSignal): Promise<Reply> {
    const access = await checkAccess(request, area);
    if (access.kind === 'refused') return refusalReply(area, access.refusal);
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined)
      return { ...problem(413, 'The body is larger than 1 MiB.'), headers: { connection: 'close' } };
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(basePath.length);
    const method = request.method ?? 'GET';
    if (area === 'rest') {
      return answerRest(services, { method, path, query: url.searchParams, body, signal, subject: access.subject });
    }
    if (path !== '/soap/api/iws/UserLookup') return { status: 404, body: soapFault('Client', 'No service is here.') };
    if (method === 'POST') return answerSoap(body, users);
    return { status: 405, headers: { allow: 'POST' }, body: soapFault('Client', 'Send the envelope by POST.') };
  }

  return (request, response) => {
    const path = request.url ?? '';
    const area = path.startsWith(`${basePath}/rest/`)
      ? 'rest'
      : path.startsWith(`${basePath}/soap/`)
        ? 'soap'
        : undefined;
    if (area === undefined) {
      send(response, area, problem(404, `The services are below ${basePath}/rest/ and ${basePath}/soap/.`));
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    answer(request, area, gone.signal).then(
      (reply) => send(response, area, reply),
      (cause: unknown) => {
        if (gone.signal.aborted) return;
        onError(cause);
        send(response, area, problem(500, 'The practice API failed.'));
      },
    );
  };
}
