import { Button, Group } from '@mantine/core';
import { IconAlignLeft, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { CopyButton } from '../../ui/CopyButton.tsx';
import type { InspectStore } from './inspectStore.ts';
import { StoredTokens } from './StoredTokens.tsx';
import { TokenField } from './TokenField.tsx';
import { tokenParts } from './tokenParts.ts';

interface TokenBoxProps {
  store: InspectStore;
  title: string;
  connectionId?: string | undefined;
  takesCurrent?: boolean;
  autoFocus?: boolean;
  children?: ReactNode;
}

/** Where a token is pasted, typed or taken from the vault, and what can be done with its text. */
export function TokenBox({ store, title, connectionId, takesCurrent, autoFocus, children }: TokenBoxProps): ReactNode {
  const { text, reading } = useStore(store);
  // The token without what it was copied with, as main read it.
  const bare = reading.kind === 'read' ? reading.inspection.token : text;
  return (
    <div className="token-box">
      <StoredTokens
        label={`Stored tokens for: ${title}`}
        connectionId={connectionId}
        takesCurrent={takesCurrent ?? false}
        text={text}
        onChoose={store.setText}
      />
      <TokenField
        text={text}
        label={title}
        hint="Paste a token, an Authorization header or a token reply"
        autoFocus={autoFocus ?? false}
        onChange={store.setText}
      />
      <Legend text={text} />
      <Group gap={4}>
        <CopyButton text={bare} what="token" isSecret labelled disabled={text === ''} />
        <Button
          variant="default"
          leftSection={<IconAlignLeft size={15} />}
          title="Keep the token alone, without what was copied with it"
          disabled={reading.kind !== 'read' || bare === text || bare === ''}
          onClick={() => store.setText(bare)}
        >
          Format
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={15} />}
          disabled={text === ''}
          onClick={() => store.setText('')}
        >
          Clear
        </Button>
        {children}
      </Group>
    </div>
  );
}

const PARTS = ['header', 'payload', 'signature'] as const;
const SIGNED = { header: 'Header', payload: 'Payload', signature: 'Signature' };
const ENCRYPTED = { header: 'Header', payload: 'Encrypted', signature: 'Tag' };

/** Names the three hues, and how many characters each has. */
function Legend({ text }: { text: string }): ReactNode {
  const parts = useMemo(() => {
    const found = tokenParts(text);
    const names = found.length > 3 ? ENCRYPTED : SIGNED;
    const lengths = { header: 0, payload: 0, signature: 0 };
    for (const { name, from, to } of found) lengths[name] += to - from;
    return PARTS.map((part) => ({ part, name: names[part], length: lengths[part] })).filter(({ length }) => length > 0);
  }, [text]);
  const whole = text.trim().length;
  return (
    <div className="token-legend soft">
      {parts.map(({ part, name, length }) => (
        <span key={part} className="token-legend-part" data-part={part}>
          {name} {length.toLocaleString('en')}
        </span>
      ))}
      {parts.length === 0 && (whole === 0 ? 'No text yet' : `${whole.toLocaleString('en')} characters`)}
    </div>
  );
}
