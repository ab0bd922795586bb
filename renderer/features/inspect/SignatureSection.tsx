import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Inspection } from '#contract/inspection.ts';

/** What is known of the signature; that it has a length says nothing about whether it is true. */
export function SignatureSection({ inspection }: { inspection: Inspection }): ReactNode {
  if (inspection.kind === 'jwe' || inspection.signatureBytes === undefined) return null;
  const bytes = inspection.signatureBytes;
  return (
    <section className="part" data-part="signature" aria-label="Signature">
      <Title order={2} size="h3" className="part-title" lh="28px">
        Signature
      </Title>
      <Text size="sm">
        {bytes === 0 ? 'Empty: nothing is signed.' : `${bytes.toLocaleString('en')} bytes. Decoded, not verified.`}
      </Text>
    </section>
  );
}
