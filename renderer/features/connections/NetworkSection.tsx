import { Collapse, Select, Stack, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SectionProps } from './sectionProps.ts';
import { choose } from './choice.ts';
import { ENDPOINT_NAMES } from './draft.ts';
import type { Draft } from './draft.ts';
import { ENDPOINT_LABELS } from './endpointWords.ts';

const PROXIES: { value: Draft['proxyMode']; label: string }[] = [
  { value: 'system', label: 'As the system does' },
  { value: 'none', label: 'No proxy' },
  { value: 'manual', label: 'This proxy' },
];

/** What most connections never need: folded unless it is in use or wrong. */
export function NetworkSection(props: SectionProps): ReactNode {
  const { draft, change, errorAt } = props;
  const inUse =
    draft.caCertificates !== '' ||
    draft.proxyMode !== 'system' ||
    Object.values(draft.endpoints).some((url) => url !== '');
  const wrong = ['tls.caCertificates', 'proxy.url', ...ENDPOINT_NAMES.map((name) => `endpoints.${name}`)].some(
    (field) => errorAt(field) !== undefined,
  );
  const [opened, setOpened] = useState(inUse);
  const shown = opened || wrong;
  return (
    <section>
      <UnstyledButton
        aria-expanded={shown}
        onClick={() => setOpened(!shown)}
        fw={600}
        display="flex"
        style={{ alignItems: 'center', gap: 4 }}
      >
        {shown ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
        Endpoints, TLS and proxy
      </UnstyledButton>
      <Collapse expanded={shown} transitionDuration={100}>
        <Stack gap="md" mt={10}>
          {ENDPOINT_NAMES.map((name) => (
            <TextInput
              key={name}
              label={ENDPOINT_LABELS[name]}
              placeholder="From the domain"
              value={draft.endpoints[name]}
              error={errorAt(`endpoints.${name}`)}
              spellCheck={false}
              onChange={(event) => change({ endpoints: { ...draft.endpoints, [name]: event.currentTarget.value } })}
            />
          ))}
          <Textarea
            label="Certificates of private authorities (PEM)"
            description="Trusted for this connection alone, beside the system’s own"
            autosize
            minRows={2}
            maxRows={8}
            classNames={{ input: 'mono' }}
            value={draft.caCertificates}
            error={errorAt('tls.caCertificates')}
            spellCheck={false}
            onChange={(event) => change({ caCertificates: event.currentTarget.value })}
          />
          <Select
            label="Proxy"
            data={PROXIES}
            value={draft.proxyMode}
            onChange={choose(PROXIES, (proxyMode) => change({ proxyMode }))}
          />
          {draft.proxyMode === 'manual' && (
            <TextInput
              label="Address of the proxy"
              placeholder="http://proxy.example.com:8080"
              value={draft.proxyUrl}
              error={errorAt('proxy.url')}
              spellCheck={false}
              onChange={(event) => change({ proxyUrl: event.currentTarget.value })}
            />
          )}
        </Stack>
      </Collapse>
    </section>
  );
}
