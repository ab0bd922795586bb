import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SectionProps } from './sectionProps.ts';
import { ScopeField } from './ScopeField.tsx';
import { Section } from './Section.tsx';

export function ScopeSection({ draft, change, errorAt }: SectionProps): ReactNode {
  return (
    <Section title="Scope and API">
      <ScopeField value={draft.scope} error={errorAt('scope')} onChange={(scope) => change({ scope })} />
      <TextInput
        label="API base URL"
        description="Where requests with this token go. A token is sent to no other origin."
        placeholder="https://host.example.com/api"
        value={draft.apiBaseUrl}
        error={errorAt('api.baseUrl')}
        spellCheck={false}
        onChange={(event) => change({ apiBaseUrl: event.currentTarget.value })}
      />
    </Section>
  );
}
