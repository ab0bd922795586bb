import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { NetworkLogEntry } from '#contract/app.ts';
import { Moment } from '../../ui/Moment.tsx';

/** Every host that the app sent something to since it started: only those that the person typed may stand here. */
export function Hosts({ hosts }: { hosts: readonly NetworkLogEntry[] }): ReactNode {
  return (
    <section>
      <Text fw={600}>Hosts since the start</Text>
      <Text size="xs" className="soft" mb={6}>
        Every host that Grantsmith has sent a request to. There is no other traffic: no account, no telemetry, no update
        check.
      </Text>
      {hosts.length === 0 ? (
        <Text size="sm">None. Nothing has left this app yet.</Text>
      ) : (
        <div className="proof-scroll">
          <table className="proof-table" aria-label="Hosts since the start">
            <thead>
              <tr>
                <th>Host</th>
                <th>For</th>
                <th data-number>Requests</th>
                <th>Last</th>
              </tr>
            </thead>
            <tbody>
              {hosts.map(({ host, port, purpose, requests, lastAt }) => (
                <tr key={`${host}:${port} ${purpose}`}>
                  <td className="mono breakable">
                    {host}:{port}
                  </td>
                  <td>{purpose}</td>
                  <td data-number>{requests}</td>
                  <td>
                    <Moment at={lastAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
