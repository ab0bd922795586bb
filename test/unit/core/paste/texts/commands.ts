import {
  API,
  BASIC,
  CLIENT,
  DOMAIN,
  FORM,
  JWT,
  SCOPE,
  SECRET,
  SHOWN_API,
  TOKEN,
  posted,
  tokenRequest,
  whole,
} from './parts.ts';
import type { PastedText } from './parts.ts';

/** Commands of curl: token requests, calls of an API, and both in one text. */
export const COMMANDS: PastedText[] = [
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
];
