import forge from 'node-forge';

/** The structure of DER or BER bytes; undefined for bytes that are neither. */
export function parseDer(bytes: Uint8Array): forge.asn1.Asn1 | undefined {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
  } catch {
    // The library throws for whatever it cannot read; that these bytes are none is the answer.
    return undefined;
  }
}

/** The parts of a constructed value; of anything else none. */
export function childrenOf(node: forge.asn1.Asn1 | undefined): forge.asn1.Asn1[] {
  return Array.isArray(node?.value) ? node.value : [];
}

export function derOf(structure: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'binary');
}
