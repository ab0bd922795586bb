import { Group, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionLimits } from '#contract/connection.ts';
import { dateWords } from '../../ui/times.ts';
import { Section } from './Section.tsx';

/** What the sender of a capsule allowed, to be read and not to be changed. */
export function LimitsSection({ limits: { expiresAt, allowedHosts } }: { limits: ConnectionLimits }): ReactNode {
  if (expiresAt === undefined && allowedHosts === undefined) return null;
  return (
    <Section title="Limits" lead="Whoever sent the capsule set them. They cannot be changed here.">
      <Group grow align="start">
        {expiresAt !== undefined && <TextInput label="May only be used until" value={dateWords(expiresAt)} disabled />}
        {allowedHosts !== undefined && (
          <Textarea
            label="May only be used with"
            classNames={{ input: 'mono' }}
            autosize
            minRows={1}
            maxRows={6}
            value={allowedHosts.join('\n')}
            disabled
          />
        )}
      </Group>
    </Section>
  );
}
