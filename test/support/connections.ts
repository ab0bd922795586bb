import { connectionInput } from '../../preload/contract/connection.ts';
import type { ConnectionInput } from '../../preload/contract/connection.ts';
import { saveConnection } from '../../main/core/oauth/connection/connections.ts';
import type { ConnectionPorts } from '../../main/core/oauth/connection/connections.ts';
import type { StoredConnection } from '../../main/core/oauth/connection/storedConnection.ts';

/** A connection with the client credentials grant, saved as the page saves one. */
export function addConnection(ports: ConnectionPorts, input: Partial<ConnectionInput> = {}): Promise<StoredConnection> {
  const complete = {
    name: 'PROD',
    domainUrl: 'https://idcs-1.identity.oraclecloud.com',
    clientId: 'client-1',
    clientAuth: { method: 'client_secret_basic' as const, secret: 'Secret-of-PROD' },
    grant: { type: 'client_credentials' as const },
    scope: 'urn:opc:idm:__myscopes__',
    ...input,
  };
  return saveConnection(ports, connectionInput.parse(complete));
}
