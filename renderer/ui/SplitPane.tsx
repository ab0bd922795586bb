import { Splitter } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores.tsx';

interface SplitPaneProps {
  /** Under this name the size is remembered. */
  name: string;
  first: ReactNode;
  second: ReactNode;
  orientation?: 'horizontal' | 'vertical';
  /** Share of the first pane in per cent, until the person chose one. */
  initial?: number;
  min?: number;
}

/** Two panes with a handle between them; the app remembers where the person left it. */
export function SplitPane({
  name,
  first,
  second,
  orientation = 'horizontal',
  initial = 50,
  min = 20,
}: SplitPaneProps): ReactNode {
  const { settings } = useStores();
  const remembered = useStore(settings, (state) => state.settings.panes[name]);
  const [start] = useState(remembered ?? initial);
  const remember = (_handle: number, sizes: (number | string)[]): void => {
    const share = Number.parseFloat(String(sizes[0]));
    if (Number.isFinite(share)) void settings.setPane(name, Math.round(share * 10) / 10);
  };
  return (
    <Splitter
      orientation={orientation}
      h="100%"
      lineSize={1}
      withHandle={false}
      onResizeEnd={remember}
      handleColor="var(--app-line)"
    >
      <Splitter.Pane defaultSize={start} min={min} style={{ overflow: 'auto' }}>
        {first}
      </Splitter.Pane>
      <Splitter.Pane defaultSize={100 - start} min={min} style={{ overflow: 'auto' }}>
        {second}
      </Splitter.Pane>
    </Splitter>
  );
}
