import type { ReactNode } from 'react';
import type { TlsFacts } from '#contract/exchange.ts';
import { Facts, Machine } from './Facts.tsx';

/** The session and the server's certificate. */
export function TlsFactList({ tls }: { tls: TlsFacts }): ReactNode {
  return <Facts label="TLS" rows={tlsRows(tls)} />;
}

export function tlsRows(tls: TlsFacts): [string, ReactNode][] {
  const machine = (text: string): ReactNode => <Machine>{text}</Machine>;
  return [
    ['TLS', machine(`${tls.protocol} ${tls.cipher}`)],
    ['Certificate for', machine(tls.subject)],
    ['Issued by', machine(tls.issuer)],
    ['Names', machine(tls.subjectAlternativeNames.join(', '))],
    ['Valid', machine(`${tls.validFrom} to ${tls.validTo}`)],
    ['SHA-256', machine(tls.fingerprint256)],
    ['Client certificate', tls.clientCertificate ? 'sent' : 'not sent'],
  ];
}
