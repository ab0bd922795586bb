import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { AuthPart } from './AuthPart.tsx';
import { BodyPart } from './BodyPart.tsx';
import { CurlPart } from './CurlPart.tsx';
import { HeadersPart } from './HeadersPart.tsx';
import { OptionsPart } from './OptionsPart.tsx';
import type { PartProps } from './partProps.ts';

type Part = 'auth' | 'headers' | 'body' | 'options' | 'curl';

const FIELDS: readonly [field: string, part: Part][] = [
  ['request.auth', 'auth'],
  ['request.connectionId', 'auth'],
  ['request.headers', 'headers'],
  ['request.body', 'body'],
  ['request.timeoutMs', 'options'],
];

const AUTH_WORDS = { none: 'no token', connection: 'current token', token: 'stored token' } as const;

interface RequestPartsProps extends PartProps {
  connectionId: string;
  error: ErrorReply | undefined;
}

export function RequestParts({ connectionId, error, ...part }: RequestPartsProps): ReactNode {
  const { draft } = part;
  const [shown, setShown] = useState<Part>('auth');
  const faulty = FIELDS.find(([field]) => error?.field?.startsWith(field))?.[1];
  const [heard, setHeard] = useState<ErrorReply>();
  // A failure brings its part to the front once; after that the person chooses again.
  if (error !== heard) {
    setHeard(error);
    if (faulty !== undefined) setShown(faulty);
  }
  const count = draft.headers.filter(({ isOn, name }) => isOn && name !== '').length;
  const tabs: [Part, string, ReactNode][] = [
    ['auth', `Auth: ${AUTH_WORDS[draft.auth.kind]}`, <AuthPart key="auth" {...part} connectionId={connectionId} />],
    ['headers', count === 0 ? 'Headers' : `Headers ${count}`, <HeadersPart key="headers" {...part} />],
    ['body', draft.body.kind === 'none' ? 'Body' : `Body: ${draft.body.kind}`, <BodyPart key="body" {...part} />],
    ['options', 'Options', <OptionsPart key="options" {...part} />],
    ['curl', 'curl', <CurlPart key="curl" draft={draft} connectionId={connectionId} />],
  ];
  return (
    <Tabs
      className="request-tabs"
      value={shown}
      onChange={(value) => setShown(tabs.find(([name]) => name === value)?.[0] ?? shown)}
    >
      <Tabs.List>
        {tabs.map(([name, label]) => (
          <Tabs.Tab key={name} value={name} data-faulty={name === faulty}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([name, , panel]) => (
        <Tabs.Panel key={name} value={name}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
