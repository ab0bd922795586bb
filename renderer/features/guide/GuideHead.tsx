import { Group, Progress, SegmentedControl, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionSummary } from '#contract/connection.ts';
import type { Guide } from '#contract/guide.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { choose } from '../connections/choice.ts';
import { grantName } from '../connections/grantWords.ts';
import type { GuideView } from './guideStore.ts';
import { markdownOf, progressOf, progressWords } from './guideWords.ts';

const SERVERS = [
  { value: 'identity-domain', label: 'Oracle identity domain' },
  { value: 'other', label: 'Another server' },
] as const;

interface GuideHeadProps {
  connection: ConnectionSummary;
  view: GuideView;
  guide: Guide;
}

/** How far it is, and what the list is about. */
export function GuideHead({ connection, view, guide }: GuideHeadProps): ReactNode {
  const { guide: store } = useStores();
  const { id, name, clientId, domainUrl, grantType } = connection;
  const progress = progressOf(guide);
  const { done, steps } = progress;
  const list = (): string => markdownOf(guide, { name, clientId, domainUrl, grantName: grantName(grantType) });
  return (
    <header className="guide-head">
      <Group gap="sm" justify="space-between" align="flex-end">
        <div className="guide-progress">
          <Text fw={600} role="status">
            {done} of {steps} done
          </Text>
          <Progress value={(done / steps) * 100} size={6} aria-label="Steps that are done" color={barColor(progress)} />
          <Text size="xs" className="soft" mih={17}>
            {progressWords(progress)}
          </Text>
        </div>
        <CopyButton labelled text={async () => list()} what="list for your administrator" />
      </Group>
      <Group gap="lg">
        <SegmentedControl
          size="xs"
          aria-label="Which server the steps are for"
          data={[...SERVERS]}
          value={guide.server}
          onChange={choose(SERVERS, (server) => void store.choose(id, { server }))}
        />
        {guide.refresh.possible && grantType !== 'refresh_token' && (
          <Switch
            label="With refresh token"
            checked={guide.refresh.wanted}
            onChange={(event) => void store.choose(id, { refresh: event.currentTarget.checked })}
          />
        )}
        <Switch
          label="Only what is left"
          checked={view.onlyLeft}
          onChange={(event) => store.showLeft(id, event.currentTarget.checked)}
        />
      </Group>
    </header>
  );
}

const barColor = ({ done, steps }: { done: number; steps: number }): string =>
  done === steps ? 'var(--app-good)' : 'var(--mantine-primary-color-filled)';
