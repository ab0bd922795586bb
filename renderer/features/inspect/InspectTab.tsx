import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { Comparison } from './Comparison.tsx';
import './inspect.css';
import { createInspectStore } from './inspectStore.ts';
import type { InspectStore } from './inspectStore.ts';
import { ReadingPanel } from './ReadingPanel.tsx';
import { TokenBox } from './TokenBox.tsx';
import { useFreshReading } from './useFreshReading.ts';

export interface InspectTabProps {
  /** Offers this connection's stored tokens and opens its current one; without it, the place stands alone. */
  connectionId?: string;
  /** What stands in the box at first. */
  text?: string | undefined;
}

type Shown = 'first' | 'second' | 'differences';

/** Any token taken apart: the box on the left, what it says on the right. */
export function InspectTab({ connectionId, text }: InspectTabProps): ReactNode {
  const { bench } = useStores();
  const [first] = useState(() => createInspectStore(bench));
  useEffect(() => {
    if (text !== undefined) first.setText(text);
  }, [first, text]);
  const [second, setSecond] = useState<InspectStore>();
  const [shown, setShown] = useState<Shown>('first');
  const compare = (): void => {
    setSecond(second === undefined ? createInspectStore(bench) : undefined);
    setShown(second === undefined ? 'differences' : 'first');
  };
  return (
    <section className="inspect" aria-label="Inspect">
      {connectionId === undefined && (
        <header className="place-header">
          <Title order={1} size="h2">
            Inspect a token
          </Title>
        </header>
      )}
      <div className="inspect-body">
        <SplitPane
          name="inspect"
          initial={38}
          min={25}
          first={
            <div className="inspect-boxes">
              <TokenBox
                store={first}
                title={second === undefined ? 'Token' : 'First token'}
                connectionId={connectionId}
                takesCurrent
                autoFocus={connectionId === undefined}
              >
                <Button variant="default" leftSection={<IconArrowsLeftRight size={15} />} onClick={compare}>
                  {second === undefined ? 'Compare' : 'Stop comparing'}
                </Button>
              </TokenBox>
              {second !== undefined && <TokenBox store={second} title="Second token" autoFocus />}
            </div>
          }
          second={
            <div className="inspect-answer">
              {second === undefined ? (
                <Answer store={first} connectionId={connectionId} />
              ) : (
                <ComparedAnswer
                  first={first}
                  second={second}
                  shown={shown}
                  connectionId={connectionId}
                  onShow={setShown}
                />
              )}
            </div>
          }
        />
      </div>
    </section>
  );
}

interface AnswerProps {
  store: InspectStore;
  connectionId: string | undefined;
}

function Answer({ store, connectionId }: AnswerProps): ReactNode {
  const reading = useStore(store, (state) => state.reading);
  useFreshReading(store);
  // A long answer is drawn between keystrokes, not before the next one.
  return <ReadingPanel reading={useDeferredValue(reading)} connectionId={connectionId} />;
}

interface ComparedAnswerProps {
  first: InspectStore;
  second: InspectStore;
  shown: Shown;
  connectionId: string | undefined;
  onShow: (shown: Shown) => void;
}

function ComparedAnswer({ first, second, shown, connectionId, onShow }: ComparedAnswerProps): ReactNode {
  return (
    <>
      <SegmentedControl
        aria-label="What of the two tokens is shown"
        value={shown}
        onChange={(value) => onShow(value === 'first' || value === 'second' ? value : 'differences')}
        data={[
          { value: 'differences', label: 'Differences' },
          { value: 'first', label: 'First token' },
          { value: 'second', label: 'Second token' },
        ]}
      />
      {shown === 'differences' ? (
        <Differences first={first} second={second} />
      ) : (
        <Answer key={shown} store={shown === 'first' ? first : second} connectionId={connectionId} />
      )}
    </>
  );
}

function Differences({ first, second }: { first: InspectStore; second: InspectStore }): ReactNode {
  const left = useStore(first, (state) => state.reading);
  const right = useStore(second, (state) => state.reading);
  if (left.kind === 'read' && right.kind === 'read') {
    return <Comparison left={left.inspection} right={right.inspection} />;
  }
  const missing = left.kind === 'read' ? 'second' : 'first';
  return (
    <Text size="sm" className="soft">
      Paste the {missing} token on the left, or take a stored one.
    </Text>
  );
}
