import { Button, Group } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Finding } from '#contract/diagnosis.ts';
import { useStores } from '../../stores.tsx';
import { stepsFor } from './guideWords.ts';

interface GuideLinksProps {
  connectionId: string;
  findings: readonly Finding[];
}

/** From the causes of a failure to the steps that were missing, by their numbers. */
export function GuideLinks({ connectionId, findings }: GuideLinksProps): ReactNode {
  const { connections, guide, navigation } = useStores();
  const grant = useStore(connections, (state) =>
    state.kind === 'loaded' ? state.connections.find(({ id }) => id === connectionId)?.grantType : undefined,
  );
  const view = useStore(guide, ({ views }) => views[connectionId]);
  useEffect(() => {
    if (grant !== undefined) void guide.open(connectionId, grant);
  }, [guide, connectionId, grant]);
  const causes = findings.map(({ cause }) => cause);
  const steps = view?.reading.kind === 'loaded' ? stepsFor(view.reading.guide, causes) : [];
  if (steps.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label="Steps of the guide">
      {steps.map(({ number, step }) => (
        <Button
          key={step.id}
          variant="default"
          leftSection={<IconListCheck size={15} />}
          onClick={() => {
            guide.show(connectionId, step.id);
            navigation.openConnection(connectionId, 'guide');
          }}
        >
          Guide step {number}: {step.title}
        </Button>
      ))}
    </Group>
  );
}
