import type { PasteKind, PasteOffer } from '#contract/paste.ts';

export interface PastedText {
  name: string;
  text: string;
  kind: PasteKind;
  /** The kinds of the offers, best first; what follows the last one named is not looked at. */
  offers?: readonly PasteOffer['kind'][];
  /** Of the first connection that is offered. */
  connection?: object;
  missing?: readonly string[];
  /** Of the first request that is offered. */
  request?: object;
}

export const SECRET = 'Zq7-pLm4Xw9rTb2';
const DOMAIN = 'https://idcs-0a1b2c3d4e5f60718293a4b5c6d7e8f9.identity.oraclecloud.com';
const TOKEN = `${DOMAIN}/oauth2/v1/token`;
const CLIENT = '5d3c8b1e0f9a4c7db6e2';
const BASIC = btoa(`${CLIENT}:${SECRET}`);
const SCOPE = 'https://meters.example.com:443/rest/*';
const API = 'https://meters.example.com/ouaf/rest/readings?limit=5';
/** Without its query. */
const SHOWN_API = 'https://meters.example.com/ouaf/rest/readings?…';
const FORM = 'Content-Type: application/x-www-form-urlencoded;charset=UTF-8';
const part = (value: object): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
export const JWT = `${part({ alg: 'RS256', kid: 'signing-1' })}.${part({ iss: CLIENT, sub: CLIENT, aud: 'https://identity.oraclecloud.com/' })}.c2lnbmF0dXJlLW9mLWEtdGVzdA`;

const whole = {
  domainUrl: DOMAIN,
  clientId: CLIENT,
  clientAuth: { method: 'client_secret_basic', secret: { present: true, hint: '15 characters' } },
  grant: { type: 'client_credentials' },
  scope: SCOPE,
};
const posted = { ...whole, clientAuth: { ...whole.clientAuth, method: 'client_secret_post' } };
const done = { connection: whole, missing: [] };
const tokenRequest = { kind: 'token-request', offers: ['connection'], ...done } as const;
const POSTMAN = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** Texts as people have them in mails, tickets, terminals and files. */
export const TEXTS: PastedText[] = [
  // Addresses
  {
    name: 'the console of a domain',
    text: `${DOMAIN}/ui/v1/adminconsole`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
    missing: ['client ID', 'client secret'],
  },
  {
    name: 'a sign-in page with its rubbish',
    text: `<${DOMAIN}/ui/v1/signin?x=1#top>`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
  },
  { name: 'a bare host', text: DOMAIN.slice(8), kind: 'domain-url', connection: { domainUrl: DOMAIN } },
  { name: 'a token endpoint', text: TOKEN, kind: 'domain-url', connection: { domainUrl: DOMAIN, endpoints: {} } },
  {
    name: 'the token endpoint of another make',
    text: 'https://sso.example.com/realms/x/protocol/openid-connect/token',
    kind: 'domain-url',
    connection: {
      domainUrl: 'https://sso.example.com',
      endpoints: { token: 'https://sso.example.com/realms/x/protocol/openid-connect/token' },
    },
  },
  {
    name: 'a sentence with the console',
    text: `Hi, our console is ${DOMAIN}/ui/v1/adminconsole. Regards`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
  },
  {
    name: 'an address of an API',
    text: API,
    kind: 'web-address',
    offers: ['request', 'connection'],
    request: { method: 'GET', url: SHOWN_API, hasToken: false },
  },
  {
    name: 'a sign-in address',
    text: `${DOMAIN}/oauth2/v1/authorize?client_id=${CLIENT}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid+offline_access`,
    kind: 'authorize-url',
    connection: {
      domainUrl: DOMAIN,
      clientId: CLIENT,
      clientAuth: { method: 'none' },
      grant: { type: 'authorization_code', redirectUri: 'https://app.example.com/cb' },
      scope: 'openid offline_access',
    },
    missing: [],
  },
  {
    name: 'the address of a refused sign-in',
    text: 'https://app.example.com/cb?error=access_denied&error_description=No&state=1',
    kind: 'failure',
    offers: ['diagnose'],
  },

  // Token requests as curl
  {
    name: 'curl as documents print it',
    text: `curl -i -H 'Authorization: Basic ${BASIC}' -H '${FORM}' --request POST ${TOKEN} -d 'grant_type=client_credentials&scope=${SCOPE}'`,
    ...tokenRequest,
  },
  {
    name: 'the same behind a prompt',
    text: `me@box:~$ curl -i -H "Authorization: Basic ${BASIC}" -X POST ${TOKEN} -d "grant_type=client_credentials&scope=${SCOPE}"`,
    ...tokenRequest,
  },
  {
    name: 'lines carried on by backslashes',
    text: `curl --location '${TOKEN}' \\\n  --header 'Authorization: Basic ${BASIC}' \\ \n  --data-urlencode 'grant_type=client_credentials' \\\n  --data-urlencode 'scope=${SCOPE}'`,
    ...tokenRequest,
  },
  {
    name: 'lines of cmd.exe',
    text: `curl.exe -X POST ^\r\n  -u "${CLIENT}:${SECRET}" ^\r\n  -d "grant_type=client_credentials&scope=${SCOPE}" ^\r\n  ${TOKEN}`,
    ...tokenRequest,
  },
  {
    name: 'a browser’s copy for cmd.exe',
    text: `curl ^"${TOKEN}^" ^\n  -H ^"Authorization: Basic ${BASIC}^" ^\n  --data-raw ^"grant_type=client_credentials^&scope=${SCOPE}^"`,
    ...tokenRequest,
  },
  {
    name: 'lines of PowerShell',
    text: `PS C:\\Users\\me> curl.exe -X POST \`\n  -u '${CLIENT}:${SECRET}' \`\n  -d "grant_type=client_credentials&scope=${SCOPE}" \`\n  '${TOKEN}'`,
    ...tokenRequest,
  },
  {
    name: 'short options together, values attached',
    text: `curl -sSku${CLIENT}:${SECRET} -XPOST -dgrant_type=client_credentials -dscope=${SCOPE} ${TOKEN}`,
    ...tokenRequest,
  },
  {
    name: 'options with an equals sign',
    text: `curl --request=POST --user=${CLIENT}:${SECRET} --data='grant_type=client_credentials' --data='scope=${SCOPE}' --url=${TOKEN}`,
    ...tokenRequest,
  },
  {
    name: 'quotes and dashes of a word processor',
    text: `curl –X POST —user “${CLIENT}:${SECRET}” –d ‘grant_type=client_credentials&scope=${SCOPE}’ ${TOKEN}`,
    ...tokenRequest,
  },
  {
    name: 'bash’s own quotes',
    text: `curl -u $'${CLIENT}:${SECRET}' -d $'grant_type=client_credentials&scope=${SCOPE}' ${TOKEN}`,
    ...tokenRequest,
  },
  {
    name: 'a command in a variable, piped on',
    text: `TOKEN=$(curl -s -u ${CLIENT}:${SECRET} -d "grant_type=client_credentials&scope=${SCOPE}" ${TOKEN} | jq -r .access_token)`,
    ...tokenRequest,
  },
  {
    name: 'in a fence of Markdown',
    text:
      '```bash\ncurl -u ' + `${CLIENT}:${SECRET} ${TOKEN} -d 'grant_type=client_credentials&scope=${SCOPE}'` + '\n```',
    ...tokenRequest,
  },
  {
    name: 'quoted in a mail',
    text: `> curl -u ${CLIENT}:${SECRET} \\\n> ${TOKEN} \\\n> -d 'grant_type=client_credentials&scope=${SCOPE}'`,
    ...tokenRequest,
  },
  {
    name: 'a comment before, the output away',
    text: `# get a token\ncurl -u ${CLIENT}:${SECRET} -d 'grant_type=client_credentials&scope=${SCOPE}' ${TOKEN} > token.json`,
    ...tokenRequest,
  },
  {
    name: 'the secret in the body',
    text: `curl ${TOKEN} -d grant_type=client_credentials -d client_id=${CLIENT} -d client_secret=${SECRET} --data-urlencode scope=${SCOPE}`,
    kind: 'token-request',
    connection: posted,
    missing: [],
  },
  {
    name: 'the grant in the query by -G',
    text: `curl -G -X POST ${TOKEN} -d grant_type=client_credentials -d client_id=${CLIENT} -d client_secret=${SECRET} -d scope=${SCOPE}`,
    kind: 'token-request',
    connection: posted,
    missing: [],
  },
  {
    name: 'JSON as the body',
    text: `curl ${TOKEN} --json '{"grant_type":"client_credentials","client_id":"${CLIENT}","client_secret":"${SECRET}","scope":"${SCOPE}"}'`,
    kind: 'token-request',
    connection: posted,
    missing: [],
  },
  {
    name: 'a body in a file',
    text: `curl -u ${CLIENT}:${SECRET} ${TOKEN} -d @body.txt`,
    kind: 'token-request',
    connection: { ...whole, scope: '' },
    missing: [],
  },
  {
    name: 'the password grant',
    text: `curl -i -H 'Authorization: Basic ${BASIC}' ${TOKEN} -d 'grant_type=password&username=ada%40example.com&password=${SECRET}&scope=${SCOPE}%20offline_access'`,
    kind: 'token-request',
    connection: {
      grant: { type: 'password', username: 'ada@example.com', password: { present: true } },
      scope: `${SCOPE} offline_access`,
    },
    missing: [],
  },
  {
    name: 'a refresh',
    text: `curl -u ${CLIENT}:${SECRET} ${TOKEN} -d 'grant_type=refresh_token&refresh_token=AQAg${SECRET}%3D'`,
    kind: 'token-request',
    connection: { grant: { type: 'refresh_token', refreshToken: { present: true } } },
    missing: [],
  },
  {
    name: 'a signed client assertion',
    text: `curl ${TOKEN} -d grant_type=client_credentials -d client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer -d client_assertion=${JWT}`,
    kind: 'token-request',
    connection: { clientId: CLIENT, clientAuth: { method: 'private_key_jwt', keyId: 'signing-1' } },
    missing: ['private key of the client'],
  },
  {
    name: 'an assertion of a user',
    text: `curl -u ${CLIENT}:${SECRET} ${TOKEN} -d grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer -d assertion=${JWT}`,
    kind: 'token-request',
    connection: { grant: { type: 'jwt_bearer', subject: CLIENT, assertion: { present: true } } },
    missing: [],
  },
  {
    name: 'a client certificate',
    text: `curl --cert me.pem --key me.key ${TOKEN} -d grant_type=client_credentials -d client_id=${CLIENT}`,
    kind: 'token-request',
    connection: { clientAuth: { method: 'tls_client_auth' } },
    missing: ['client certificate and its key'],
  },
  {
    name: 'a secret of many characters in Basic',
    text: `curl -u '${CLIENT}:p&ss w%rd ü€' ${TOKEN} -d grant_type=client_credentials`,
    kind: 'token-request',
    connection: { clientId: CLIENT, clientAuth: { secret: { hint: '12 characters' } } },
  },
  {
    name: 'placeholders for all',
    text: `curl -i -H 'Authorization: Basic <base64 of id:secret>' --request POST https://<your-domain> -d 'grant_type=client_credentials&scope=<scope>'`,
    kind: 'token-request',
    connection: { grant: { type: 'client_credentials' } },
    missing: ['address of the identity domain', 'client ID', 'client secret', 'scope without a placeholder'],
  },
  {
    name: 'the secret cut short',
    text: `curl -H 'Authorization: Basic NWQzYz...YjI=' ${TOKEN} -d 'grant_type=client_credentials&scope=${SCOPE}'`,
    kind: 'token-request',
    connection: { domainUrl: DOMAIN, scope: SCOPE },
    missing: ['client ID', 'client secret'],
  },
  {
    name: 'a refused request with its answer',
    text: `curl -i -u ${CLIENT}:${SECRET} ${TOKEN} -d grant_type=client_credentials\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}`,
    kind: 'failure',
    offers: ['diagnose', 'connection'],
  },

  // API requests
  {
    name: 'a call with a token',
    text: `curl --location --request GET '${API}' \\\n--header 'Authorization: Bearer ${JWT}'`,
    kind: 'api-request',
    offers: ['request'],
    request: { method: 'GET', url: SHOWN_API, hasToken: true },
  },
  {
    name: 'a call without quotes',
    text: `curl https://meters.example.com/x?a=1&b=2 -H Accept:application/json`,
    kind: 'api-request',
    request: { url: 'https://meters.example.com/x?…' },
  },
  {
    name: 'a call that sends JSON',
    text: `curl -X PUT ${API} -H "Content-Type: application/json" -d "{\\"kind\\": \\"it's\\"}"`,
    kind: 'api-request',
    request: { method: 'PUT' },
  },
  {
    name: 'a call with a key in its address',
    text: `curl 'https://meters.example.com/x?api_key=${SECRET}'`,
    kind: 'api-request',
    offers: ['request'],
  },
  {
    name: 'a procedure: token, call, refresh',
    text: `1. Get it:\n   curl -i -H 'Authorization: Basic <base64>' --request POST https://<host> -d 'grant_type=client_credentials&scope=<scope>'\n   for instance\n   curl -i -H 'Authorization: Basic ${BASIC}' --request POST ${TOKEN} -d 'grant_type=client_credentials&scope=${SCOPE}'\n2. Use it:\n   curl --request GET '${API}' \\\n   --header 'Authorization: Bearer <token>'`,
    kind: 'procedure',
    offers: ['connection', 'request'],
    connection: { ...whole, api: { baseUrl: 'https://meters.example.com/' } },
    missing: [],
  },

  // Headers, tokens, replies
  {
    name: 'a Basic header',
    text: `Authorization: Basic ${BASIC}`,
    kind: 'basic-header',
    connection: { clientId: CLIENT, clientAuth: whole.clientAuth },
    missing: ['address of the identity domain'],
  },
  {
    name: 'Basic credentials alone',
    text: `Basic ${btoa(`${CLIENT}:${SECRET}\n`)}`,
    kind: 'basic-header',
    connection: { clientAuth: whole.clientAuth },
  },
  { name: 'a token', text: JWT, kind: 'token', offers: ['inspect'] },
  { name: 'a token in its header', text: `Authorization: Bearer ${JWT}`, kind: 'token', offers: ['inspect'] },
  { name: 'an opaque token', text: 'Bearer AgAgNWQzYzhiMWUwZjlhNGM3ZGI2ZTI', kind: 'token', offers: ['inspect'] },
  {
    name: 'a token reply',
    text: JSON.stringify({ access_token: JWT, token_type: 'Bearer', expires_in: 3600 }),
    kind: 'token-reply',
    offers: ['inspect'],
  },
  {
    name: 'an error reply',
    text: '{"error":"invalid_scope","error_description":"Invalid scope.","ecid":"xR9k0"}',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'an HTTP reply',
    text: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n\n',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'curl -v',
    text: `* Connected to x\n> POST /oauth2/v1/token HTTP/1.1\n> Host: ${DOMAIN.slice(8)}\n> Authorization: Basic ${BASIC}\n>\n< HTTP/1.1 401 Unauthorized\n<\n{"error":"invalid_client"}`,
    kind: 'failure',
    offers: ['diagnose', 'connection'],
    connection: { clientId: CLIENT, domainUrl: DOMAIN },
  },
  {
    name: 'a stack trace',
    text: 'java.io.IOException: Server returned HTTP response code: 401\n\tat sun.net.www.X.y(X.java:1)\n\tat a.b(C.java:2)',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'a sentence about a failure',
    text: 'The call is denied since yesterday with ECID 0005xyz',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'a raw request',
    text: `POST /oauth2/v1/token HTTP/1.1\nHost: ${DOMAIN.slice(8)}\nAuthorization: Basic ${BASIC}\n\ngrant_type=client_credentials&scope=${encodeURIComponent(SCOPE)}`,
    kind: 'token-request',
    ...done,
  },
  {
    name: 'a HAR',
    text: JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: TOKEN,
              headers: [{ name: 'Authorization', value: `Basic ${BASIC}` }],
              postData: { text: `grant_type=client_credentials&scope=${SCOPE}` },
            },
            response: { status: 401, headers: [], content: { text: '{}' } },
          },
          {
            request: { method: 'GET', url: API, headers: [{ name: 'Authorization', value: `Bearer ${JWT}` }] },
            response: { status: 200 },
          },
        ],
      },
    }),
    kind: 'har',
    offers: ['diagnose', 'connection', 'request'],
    ...done,
  },

  // Keys
  {
    name: 'a private key',
    text: `-----BEGIN PRIVATE KEY-----\n${btoa(SECRET.repeat(8))}\n-----END PRIVATE KEY-----`,
    kind: 'key',
    offers: ['key'],
  },
  {
    name: 'a certificate in a mail',
    text: `Here it is:\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`,
    kind: 'key',
    offers: ['key'],
  },
  { name: 'a key as JWK', text: `{"kty":"RSA","d":"${SECRET}","n":"AQAB","e":"AQAB"}`, kind: 'key', offers: ['key'] },
  { name: 'a PFX in base64', text: `MIIJ${'QWxs'.repeat(60)}`, kind: 'key', offers: ['key'] },

  // Files
  {
    name: 'a collection of Postman',
    text: JSON.stringify({
      info: { name: 'Meters', schema: POSTMAN },
      variable: [{ key: 'domain', value: DOMAIN }],
      auth: {
        type: 'oauth2',
        oauth2: [
          { key: 'accessTokenUrl', value: '{{domain}}/oauth2/v1/token' },
          { key: 'clientId', value: CLIENT },
          { key: 'clientSecret', value: SECRET },
          { key: 'scope', value: SCOPE },
          { key: 'grant_type', value: 'client_credentials' },
        ],
      },
      item: [{ name: 'Readings', request: { method: 'GET', url: { raw: API } } }],
    }),
    kind: 'postman',
    offers: ['connection', 'request'],
    connection: { ...whole, name: 'Meters', api: { baseUrl: 'https://meters.example.com/' } },
    missing: [],
  },
  {
    name: 'a collection that asks for its token itself',
    text: JSON.stringify({
      info: { name: 'x', schema: POSTMAN },
      item: [
        {
          name: 'Folder',
          item: [
            {
              name: 'Token',
              request: {
                method: 'POST',
                url: TOKEN,
                auth: {
                  type: 'basic',
                  basic: [
                    { key: 'username', value: CLIENT },
                    { key: 'password', value: SECRET },
                  ],
                },
                body: {
                  mode: 'urlencoded',
                  urlencoded: [
                    { key: 'grant_type', value: 'client_credentials' },
                    { key: 'scope', value: SCOPE },
                    { key: 'off', value: '1', disabled: true },
                  ],
                },
              },
            },
          ],
        },
      ],
    }),
    kind: 'postman',
    ...done,
  },
  {
    name: 'an environment of Postman',
    text: JSON.stringify({
      name: 'TEST',
      values: [
        { key: 'client_id', value: CLIENT, enabled: true },
        { key: 'client_secret', value: SECRET, enabled: true },
        { key: 'token_url', value: TOKEN, enabled: true },
        { key: 'scope', value: SCOPE, enabled: true },
      ],
      _postman_variable_scope: 'environment',
    }),
    kind: 'postman-environment',
    ...done,
  },
  {
    name: 'OpenAPI 3',
    text: JSON.stringify({
      openapi: '3.0.1',
      info: { title: 'Meters' },
      servers: [{ url: 'https://{region}.example.com/ouaf/rest', variables: { region: { default: 'meters' } } }],
      components: {
        securitySchemes: {
          o: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: TOKEN, scopes: { [SCOPE]: 'all' } } } },
        },
      },
      paths: { '/readings': { get: {} } },
    }),
    kind: 'openapi',
    offers: ['connection', 'request'],
    connection: {
      name: 'Meters',
      domainUrl: DOMAIN,
      scope: SCOPE,
      api: { baseUrl: 'https://meters.example.com/ouaf/rest' },
    },
    missing: ['client ID', 'client secret'],
    request: { url: 'https://meters.example.com/ouaf/rest/readings' },
  },
  {
    name: 'Swagger 2',
    text: JSON.stringify({
      swagger: '2.0',
      host: 'meters.example.com',
      basePath: '/v2',
      securityDefinitions: { o: { type: 'oauth2', flow: 'password', tokenUrl: TOKEN, scopes: {} } },
      paths: {},
    }),
    kind: 'openapi',
    connection: { grant: { type: 'password' }, api: { baseUrl: 'https://meters.example.com/v2' } },
  },
  { name: 'OpenAPI in YAML', text: 'openapi: 3.0.0\ninfo:\n  title: Meters\n', kind: 'unknown', offers: [] },
  {
    name: 'metadata of a server',
    text: JSON.stringify({
      issuer: 'https://sso.example.com',
      token_endpoint: 'https://sso.example.com/as/token',
      jwks_uri: 'https://sso.example.com/jwks',
    }),
    kind: 'metadata',
    connection: {
      domainUrl: 'https://sso.example.com',
      endpoints: { token: 'https://sso.example.com/as/token', jwks: 'https://sso.example.com/jwks' },
    },
  },
  {
    name: 'metadata of an identity domain',
    text: JSON.stringify({
      'openid-configuration': {
        issuer: 'https://identity.oraclecloud.com/',
        token_endpoint: TOKEN,
        authorization_endpoint: `${DOMAIN}/oauth2/v1/authorize`,
      },
    }),
    kind: 'metadata',
    connection: { domainUrl: DOMAIN, endpoints: {} },
  },

  // Lines as people mail them
  {
    name: 'a mail',
    text: `Hello,\nhere is your access:\n\nClient ID: ${CLIENT}\nClient Secret: ${SECRET}\nURL: ${DOMAIN}/ui/v1/adminconsole\nScope: ${SCOPE}\n\nBest wishes`,
    kind: 'credentials',
    offers: ['connection'],
    ...done,
  },
  {
    name: 'in another order, with bullets and bold',
    text: `* **Scope:** ${SCOPE}\n* **Client Secret:** \`${SECRET}\`\n* **Client ID:** \`${CLIENT}\`\n* **Token URL:** ${TOKEN}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of a shell',
    text: `export IDCS_CLIENT_ID="${CLIENT}"\nexport IDCS_CLIENT_SECRET='${SECRET}'\nexport IDCS_TOKEN_URL=${TOKEN}\nexport IDCS_SCOPE="${SCOPE}"`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of PowerShell',
    text: `$env:CLIENT_ID = "${CLIENT}"\n$env:CLIENT_SECRET = "${SECRET}"\n$env:TOKEN_URL = "${TOKEN}"\n$env:SCOPE = "${SCOPE}"`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of properties',
    text: `spring.security.oauth2.client.registration.idcs.client-id=${CLIENT}\nspring.security.oauth2.client.registration.idcs.client-secret=${SECRET}\nspring.security.oauth2.client.registration.idcs.scope=${SCOPE}\nspring.security.oauth2.client.provider.idcs.token-uri=${TOKEN}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of YAML',
    text: `oauth:\n  client-id: ${CLIENT}\n  client-secret: "${SECRET}"\n  token-url: ${TOKEN}\n  scope: ${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of JSON, deep',
    text: JSON.stringify({
      idcs: { clientId: CLIENT, clientSecret: SECRET, tokenUrl: TOKEN },
      request: { scope: SCOPE },
    }),
    kind: 'credentials',
    ...done,
  },
  {
    name: 'name above value',
    text: `Client ID\n${CLIENT}\nClient secret\n${SECRET}\nToken URL\n${TOKEN}\nScope\n${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'from a spreadsheet',
    text: `Client ID\t${CLIENT}\nClient Secret\t${SECRET}\nDomain URL\t${DOMAIN}\nScope\t${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'with a user',
    text: `Environment = TEST\nClient ID = ${CLIENT}\nClient Secret = ${SECRET}\nUser name = ada\nPassword = ${SECRET}2\nIDCS URL = ${DOMAIN}`,
    kind: 'credentials',
    connection: { environment: 'TEST', grant: { type: 'password', username: 'ada', password: { present: true } } },
    missing: [],
  },
  {
    name: 'without the secret',
    text: `Client ID: ${CLIENT}\nURL: ${DOMAIN}\n`,
    kind: 'credentials',
    missing: ['client secret'],
  },
  {
    name: 'two clients',
    text: `Client ID: ${CLIENT}\nClient secret: ${SECRET}\n\nClient ID: other-client\nClient secret: ${SECRET}3\n`,
    kind: 'credentials',
    offers: ['connection', 'connection'],
  },

  // Nothing
  { name: 'nothing', text: '  \n ', kind: 'unknown', offers: [] },
  { name: 'plain words', text: 'the quick brown fox', kind: 'unknown', offers: [] },
  { name: 'prose about curl', text: 'You can use curl to fetch it. I like curl.', kind: 'unknown', offers: [] },
  { name: 'PowerShell’s own command', text: `Invoke-RestMethod -Uri ${API} -Method Get`, kind: 'unknown', offers: [] },
  { name: 'half a JSON', text: '{"clientId":"x", "cli', kind: 'unknown', offers: [] },
  { name: 'a public key of SSH', text: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@box', kind: 'unknown', offers: [] },
  { name: 'other JSON', text: '{"meters":[{"id":"x1","read":12}]}', kind: 'unknown', offers: ['diagnose'] },
];
