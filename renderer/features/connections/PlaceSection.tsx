import { Autocomplete, Group, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import type { SectionProps } from './sectionProps.ts';
import { DomainField } from './DomainField.tsx';
import { suggestedName } from './draft.ts';
import { ENVIRONMENTS } from './environments.ts';
import { Section } from './Section.tsx';

export function PlaceSection({ draft, change, errorAt }: SectionProps): ReactNode {
  const own = useStore(useStores().settings, ({ settings }) => settings.environments);
  const suggestion = suggestedName(draft);
  return (
    <Section title="Where">
      <DomainField
        value={draft.domainUrl}
        error={errorAt('domainUrl')}
        onChange={(domainUrl) => change({ domainUrl })}
      />
      <Group grow align="start">
        <TextInput
          label="Name"
          placeholder={suggestion === '' ? 'For instance: Meter reads, TEST01' : suggestion}
          value={draft.name}
          error={errorAt('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Autocomplete
          label="Environment"
          placeholder="PROD, TEST, DEV or your own"
          data={[...new Set([...ENVIRONMENTS, ...own.map(({ name }) => name)])]}
          value={draft.environment}
          error={errorAt('environment')}
          onChange={(environment) => change({ environment })}
        />
      </Group>
      <Textarea
        label="Notes"
        autosize
        minRows={1}
        maxRows={6}
        value={draft.notes}
        error={errorAt('notes')}
        onChange={(event) => change({ notes: event.currentTarget.value })}
      />
    </Section>
  );
}
