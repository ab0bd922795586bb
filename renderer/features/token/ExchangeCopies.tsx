import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCode, IconDots, IconFileExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import type { Result } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';

/** One recorded exchange in the forms that other tools read; its secrets are masked in all of them. */
export function ExchangeCopies({ exchange }: { exchange: Exchange }): ReactNode {
  const { bench } = useStores();
  const { id: exchangeId, connectionId } = exchange;
  if (connectionId === undefined) return null;
  const copy = async (what: string, found: Promise<Result<string>>): Promise<void> => {
    const text = await found;
    const result = text.ok ? await bench.app.copy({ text: text.value }) : text;
    if (result.ok) notifications.show({ message: `Copied as ${what}, secrets masked.`, autoClose: 3000 });
    else notifications.show({ color: 'red', title: 'Not copied', message: result.error.message });
  };
  const curl = async (): Promise<Result<string>> => {
    const result = await bench.tokens.exchangeCurl({ connectionId, exchangeId });
    return result.ok ? { ok: true, value: result.value.curl } : result;
  };
  const har = async (): Promise<Result<string>> => {
    const result = await bench.tokens.exportHar({ connectionId, exchangeId });
    return result.ok ? { ok: true, value: result.value.har } : result;
  };
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Copy the exchange as">
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Secrets are masked</Menu.Label>
        <Menu.Item leftSection={<IconCode size={15} />} onClick={() => void copy('curl', curl())}>
          Copy as curl
        </Menu.Item>
        <Menu.Item leftSection={<IconFileExport size={15} />} onClick={() => void copy('HAR', har())}>
          Copy as HAR
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
