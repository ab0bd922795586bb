import type { XmlKind } from './requestDraft.ts';

/** Of SOAP 1.1 §3 and SOAP 1.2 part 1 §5.1. */
const NAMESPACES = {
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
} as const;

/** An empty message to write into. */
export function soapEnvelope(kind: XmlKind): string {
  const namespace = NAMESPACES[kind === 'soap12' ? 'soap12' : 'soap11'];
  return `<soap:Envelope xmlns:soap="${namespace}">
  <soap:Header/>
  <soap:Body>

  </soap:Body>
</soap:Envelope>
`;
}
