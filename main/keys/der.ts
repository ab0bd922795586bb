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
