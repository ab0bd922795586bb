import { Group, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLetterCase, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { CodeEditor } from './codeEditor.ts';
import { MOST_MATCHES } from './search.ts';
import type { SearchStanding } from './search.ts';
import { ToolButton } from './ToolButton.tsx';

interface SearchBarProps {
  editor: RefObject<CodeEditor | undefined>;
  /** Another value when the text has changed and is to be searched anew. */
  textChange: unknown;
  onClose: () => void;
}

const NOTHING: SearchStanding = { count: 0, current: -1 };

export function SearchBar({ editor, textChange, onClose }: SearchBarProps): ReactNode {
  const [wanted, setWanted] = useState('');
  const [isCaseExact, setCaseExact] = useState(false);
  const [standing, setStanding] = useState(NOTHING);
  useEffect(() => {
    // After the typing has been drawn: a search of ten megabytes takes as long as a frame.
    const frame = requestAnimationFrame(() => setStanding(editor.current?.search(wanted, isCaseExact) ?? NOTHING));
    return () => cancelAnimationFrame(frame);
  }, [editor, wanted, isCaseExact, textChange]);
  const step = (by: 1 | -1): void => setStanding(editor.current?.step(by) ?? NOTHING);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Group gap={4} wrap="nowrap" flex={1} miw={0} role="search" onKeyDown={onKey}>
      <TextInput
        size="xs"
        flex={1}
        miw={80}
        maw={280}
        aria-label="Search in the text"
        placeholder="Search"
        spellCheck={false}
        autoFocus
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <ToolButton label="Match upper and lower case" isOn={isCaseExact} onClick={() => setCaseExact(!isCaseExact)}>
        <IconLetterCase size={15} />
      </ToolButton>
      <Text size="xs" className="soft code-search-count" role="status">
        {wanted === '' ? '' : standingWords(standing)}
      </Text>
      <ToolButton label="Match before (Shift+Enter)" onClick={() => step(-1)}>
        <IconChevronUp size={15} />
      </ToolButton>
      <ToolButton label="Next match (Enter)" onClick={() => step(1)}>
        <IconChevronDown size={15} />
      </ToolButton>
      <ToolButton label="Close the search (Escape)" onClick={onClose}>
        <IconX size={15} />
      </ToolButton>
    </Group>
  );
}

function standingWords({ count, current }: SearchStanding): string {
  if (count === 0) return 'Not found';
  const whole = `${count.toLocaleString('en')}${count === MOST_MATCHES ? '+' : ''}`;
  return `${(current + 1).toLocaleString('en')} of ${whole}`;
}
