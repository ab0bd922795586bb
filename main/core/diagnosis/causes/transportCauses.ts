import { DOMAIN_URL, SETTINGS } from '../../console.ts';
import type { CauseText } from './causeText.ts';
import { SEND_AGAIN } from './causeText.ts';

const TRY_AGAIN = 'Try the request again.';
const TRUST = 'Edit the connection → Network and TLS → Certificates to trust';

/** What is said about the way to the server, and about what the domain publishes. */
export const TRANSPORT_CAUSES = {
  'input.not-a-url': {
    title: 'The address is no complete URL',
    explanation:
      'An address has a scheme, a host and a path, such as https://idcs-….identity.oraclecloud.com/oauth2/v1/token. The scheme is missing, or a placeholder of a sample was left in it.',
    fix: [
      {
        text: 'Copy the Domain URL of the domain, with https:// in front, and put it in the place of the placeholder.',
        consolePath: DOMAIN_URL,
      },
    ],
    verifyBy: TRY_AGAIN,
  },
  'network.dns': {
    title: 'The host name cannot be resolved',
    explanation:
      'No address is known for this name: it is misspelt, it exists only inside another network, or the name server cannot be reached.',
    fix: [
      { text: 'Compare the host letter by letter with the one in the console.' },
      { text: 'Connect to the network (VPN) that knows the name, or let the proxy resolve it.' },
    ],
    verifyBy: 'Open the same host in a browser on this machine.',
  },
  'network.refused': {
    title: 'Nothing answers at this host and port',
    explanation:
      'The host was found, but it refused the connection: the service is down, listens on another port, or a firewall rejects it.',
    fix: [{ text: 'Compare the port, and ask whether the service is running.' }],
    verifyBy: TRY_AGAIN,
  },
  'network.timeout': {
    title: 'No answer came in time',
    explanation:
      'The request left and nothing came back. A firewall that drops packets silently looks like this, and so does a missing proxy.',
    fix: [
      { text: 'Find out whether this machine has to use a proxy, and enter it in the connection.' },
      { text: 'Have the route and the firewall to this host and port checked.' },
    ],
    verifyBy: TRY_AGAIN,
  },
  'network.proxy': {
    title: 'The proxy stands in the way',
    explanation:
      'The request has to go through a proxy which is missing, wrong, wants credentials (407), or does not allow this host.',
    fix: [
      { text: 'Enter the proxy and, if it wants them, its user name and password in the connection.' },
      { text: 'Ask the network’s administrators to allow this host.' },
    ],
    verifyBy: TRY_AGAIN,
  },
  'network.interrupted': {
    title: 'The connection broke off before the answer was whole',
    explanation:
      'The other side, or something between, closed the connection: a restart, a load balancer’s limit, or a device that does not like the traffic.',
    fix: [{ text: 'Try again; if it stays so, try without the proxy or from another network to find who closes it.' }],
    verifyBy: TRY_AGAIN,
  },
  'tls.untrusted-issuer': {
    title: 'The server’s certificate comes from an authority that is not trusted',
    explanation:
      'The chain ends in a certificate that this program does not know: a self-signed one, a private authority, an inspecting proxy, or the server leaves out an intermediate certificate.',
    fix: [
      {
        text: 'Add the authority’s certificate to what the connection trusts, after checking where it comes from.',
        consolePath: TRUST,
      },
      {
        text: 'For Java, import it into the trust store that the program uses. If the server leaves out an intermediate, have the server mended.',
      },
    ],
    verifyBy: TRY_AGAIN,
  },
  'tls.expired': {
    title: 'The server’s certificate is out of its time',
    explanation:
      'It has expired or is not valid yet. If this machine’s clock is wrong, a good certificate looks like this too.',
    fix: [{ text: 'Compare this machine’s clock, then have the server’s certificate renewed.' }],
    verifyBy: TRY_AGAIN,
  },
  'tls.host-mismatch': {
    title: 'The certificate is for another host name',
    explanation:
      'The name that was called is not among the names in the server’s certificate: an alias, an IP address, or the wrong server.',
    fix: [{ text: 'Call the server by a name that its certificate bears, or have the name added to the certificate.' }],
    verifyBy: TRY_AGAIN,
  },
  'tls.protocol': {
    title: 'The two sides cannot agree on TLS',
    explanation: 'There is no common version or cipher, or one side speaks plain HTTP where the other expects TLS.',
    fix: [
      { text: 'Compare scheme and port: https:// belongs to the TLS port, http:// to the plain one.' },
      {
        text: 'An old client needs TLS 1.2 or newer switched on; Java 7 and early Java 8 do not offer it by themselves.',
      },
    ],
    verifyBy: TRY_AGAIN,
  },
  'tls.client-certificate': {
    title: 'The server wants a client certificate, or refuses the one sent',
    explanation: 'Mutual TLS: the client has to show a certificate that the server knows.',
    fix: [
      {
        text: 'Enter certificate and private key in the connection, and call the host for mutual TLS (secure.identity… for identity domains).',
      },
      { text: 'If one was sent, compare it with the one that is registered, and look whether it has expired.' },
    ],
    verifyBy: TRY_AGAIN,
  },
  'browser.cors': {
    title: 'The browser blocked the call of a web page',
    explanation:
      'A page of one origin may read an answer of another only if that server allows it. Nothing is wrong with the credentials, and a token endpoint is rarely meant to be called by a page.',
    fix: [
      {
        text: 'Make the call from a server or a desktop program. Grantsmith is none of a web page, so it can test the same request.',
      },
      { text: 'Where the page has to call an API itself, have the API allow its origin.' },
    ],
    verifyBy: 'Send the same request from the tab Request.',
  },
  'domain.unreachable-metadata': {
    title: 'The discovery document cannot be read',
    explanation:
      'At the address of the metadata stands nothing, or something that is not JSON: the base address is wrong, or a page answers.',
    fix: [
      {
        text: 'Open the domain URL followed by /.well-known/openid-configuration; it answers with JSON. Enter that domain URL.',
      },
    ],
    verifyBy: 'Discover the endpoints in the connection’s form.',
  },
  'domain.signing-key-private': {
    title: 'The domain does not publish its signing key',
    explanation:
      'An identity domain answers 401 to whoever asks for its keys, until access to the signing certificate is switched on.',
    fix: [
      {
        text: 'Switch on client access to the signing certificate.',
        consolePath: `${SETTINGS} → Access signing certificate → Configure client access`,
      },
    ],
    verifyBy: 'Open the domain URL followed by /admin/v1/SigningCert/jwk; it answers with a key.',
  },
  'domain.key-unknown': {
    title: 'No key fits the token',
    explanation:
      'The key set has no key with the token’s key id, or one whose marks forbid verifying. Keys are exchanged now and then, and keys of identity domains bear key_ops that strict libraries refuse.',
    fix: [
      {
        text: 'Have the keys fetched anew, and compare the domain that issued the token with the one whose keys are used.',
      },
      { text: 'With an identity domain and a strict library, take key_ops out of the key before importing it.' },
    ],
    verifyBy: 'Verify the signature in the tab Inspect.',
  },
  'token.too-large': {
    title: 'The header with the token is too large',
    explanation:
      'A proxy or server on the way takes headers up to a limit, often 8 KB. Many groups or roles make a token longer than that.',
    fix: [
      { text: 'Take groups, roles and custom claims that the API does not need out of the token.' },
      { text: 'Or have the limit of the proxy or server raised.' },
    ],
    verifyBy: SEND_AGAIN,
  },
} satisfies Record<string, CauseText>;
