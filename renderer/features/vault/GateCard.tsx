import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface GateCardProps {
  title: string;
  lead: string;
  /** Pixels that the card is high as a rule: it is centred by them, and what comes and goes in it moves only what is below. */
  height: number;
  /** It has no field to begin with: its title gets the focus. */
  startsAtTitle?: boolean;
  children: ReactNode;
}

const focusOn = (element: HTMLElement | null): void => element?.focus();

/** The one card of the screens before the vault is open. */
export function GateCard({ title, lead, height, startsAtTitle = false, children }: GateCardProps): ReactNode {
  return (
    <main className="gate">
      <div className="gate-card" style={{ marginTop: `max(0px, calc(50vh - ${height / 2 + 24}px))` }}>
        <Stack gap="md">
          <div>
            <Text size="xs" fw={600} className="soft">
              Grantsmith
            </Text>
            <Title order={1} mt={2} {...(startsAtTitle && { ref: focusOn, tabIndex: -1 })}>
              {title}
            </Title>
            <Text className="soft" mt={6}>
              {lead}
            </Text>
          </div>
          {children}
        </Stack>
      </div>
    </main>
  );
}
