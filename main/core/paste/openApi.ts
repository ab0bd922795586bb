import type { GrantType } from '#contract/connection.ts';
import type { JsonRecord } from '../diagnosis/read/pasted.ts';
import { isRecord, textOf } from '../diagnosis/read/pasted.ts';
import { callOf } from './apiCall.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { PastedCall, PastedConnection, Recognized } from './material.ts';

/** OpenAPI 3 §4.8.29 and Swagger 2 call the same flows by other names. */
const FLOWS: Record<string, GrantType> = {
  clientCredentials: 'client_credentials',
  application: 'client_credentials',
  password: 'password',
  authorizationCode: 'authorization_code',
  accessCode: 'authorization_code',
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const MOST_CALLS = 20;
const MOST_SCOPES = 5;

/** OpenAPI 3 or Swagger 2 as JSON: its OAuth flows, its server and its operations; undefined for any other JSON. */
export function recognizeOpenApi(json: JsonRecord): Recognized | undefined {
  const version = textOf(json['openapi']) ?? textOf(json['swagger']);
  if (version === undefined || !/^[23]\./.test(version)) return undefined;
  const server = serverOf(json);
  const title = isRecord(json['info']) ? textOf(json['info']['title']) : undefined;
  const connections = flowsOf(json).map((flow) => connectionOfFlow(flow, server, title));
  const calls = callsOf(json, server);
  const notes = [
    ...(connections.length === 0 ? ['It names no OAuth 2.0 flow, so it does not say where a token comes from.'] : []),
    ...(server === undefined ? ['It does not say on which host the API is.'] : []),
  ];
  const own: PastedConnection[] =
    connections.length > 0 ? connections : [connectionOf({ name: title, apiUrl: server })];
  return recognized('openapi', [...own, ...calls], { facts: [`version ${version.slice(0, 20)}`], notes });
}

interface Flow {
  grantType: GrantType;
  flow: JsonRecord;
}

function flowsOf(json: JsonRecord): Flow[] {
  const components = isRecord(json['components']) ? json['components']['securitySchemes'] : undefined;
  const schemes = components ?? json['securityDefinitions'];
  const oauth = Object.values(isRecord(schemes) ? schemes : {})
    .filter(isRecord)
    .filter(({ type }) => type === 'oauth2');
  const named = oauth.flatMap((scheme): [string, unknown][] =>
    isRecord(scheme['flows']) ? Object.entries(scheme['flows']) : [[textOf(scheme['flow']) ?? '', scheme]],
  );
  return named
    .flatMap(([name, flow]) => {
      const grantType = FLOWS[name];
      return grantType === undefined || !isRecord(flow) ? [] : [{ grantType, flow }];
    })
    .slice(0, 10);
}

function connectionOfFlow(
  { grantType, flow }: Flow,
  server: string | undefined,
  title: string | undefined,
): PastedConnection {
  const scopes = Object.keys(isRecord(flow['scopes']) ? flow['scopes'] : {});
  const authorization = absolute(textOf(flow['authorizationUrl']), server);
  return connectionOf({
    name: title,
    tokenUrl: absolute(textOf(flow['tokenUrl']), server),
    domainUrl: authorization,
    ...(authorization === undefined || authorization.endsWith('/oauth2/v1/authorize')
      ? {}
      : { endpoints: { authorization } }),
    grantType,
    scope: scopes.length <= MOST_SCOPES ? scopes.join(' ') : '',
    apiUrl: server,
    notes: scopes.length > MOST_SCOPES ? [`It names ${scopes.length} scopes. Choose those that you were given.`] : [],
  });
}

/** An address in such a file may be relative to its server. */
function absolute(url: string | undefined, server: string | undefined): string | undefined {
  if (url === undefined || URL.canParse(url)) return url;
  return server !== undefined && URL.canParse(url, `${server}/`) ? new URL(url, `${server}/`).href : undefined;
}

function serverOf({ servers, host, basePath, schemes }: JsonRecord): string | undefined {
  if (typeof host === 'string') {
    const scheme = Array.isArray(schemes) && !schemes.includes('https') ? (textOf(schemes[0]) ?? 'https') : 'https';
    return `${scheme}://${host}${textOf(basePath) ?? ''}`.replace(/\/$/, '');
  }
  const [first] = Array.isArray(servers) ? servers.filter(isRecord) : [];
  const url = textOf(first?.['url']);
  if (first === undefined || url === undefined) return undefined;
  const variables = isRecord(first['variables']) ? first['variables'] : {};
  const filled = url.slice(0, 8192).replace(/\{([^{}]{1,100})\}/g, (whole, name: string) => {
    const variable = variables[name];
    return (isRecord(variable) ? textOf(variable['default']) : undefined) ?? whole;
  });
  return URL.canParse(filled) ? filled.replace(/\/$/, '') : undefined;
}

function callsOf({ paths }: JsonRecord, server: string | undefined): PastedCall[] {
  if (server === undefined || !isRecord(paths)) return [];
  const calls: PastedCall[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    if (!isRecord(operations)) continue;
    for (const method of METHODS.filter((each) => each in operations)) {
      const call = callOf({
        method: method.toUpperCase(),
        url: `${server}${path}`,
        headers: [],
        body: '',
        isWhole: false,
      });
      if (call !== undefined) calls.push(call);
      if (calls.length >= MOST_CALLS) return calls;
    }
  }
  return calls;
}
