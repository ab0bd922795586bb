import { ActionIcon, Menu } from '@mantine/core';
import { IconCode, IconDeviceFloppy, IconDots, IconFileExport, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import type { Result } from '#contract/result.ts';
import type { ExchangeCurlCopied } from '#contract/token.ts';
import { useStores } from '../../stores.tsx';
import { showDone, showFailure } from '../../ui/notices.tsx';
import { copiedWords, useSecretCopy } from '../vault/useSecretCopy.tsx';
import { useSaveHar } from './useSaveHar.ts';

/** One recorded exchange in the forms that other tools read. Its secrets were never recorded; the last form takes what is stored now. */
export function ExchangeCopies({ exchange }: { exchange: Exchange }): ReactNode {
  const { connectionId } = exchange;
  return connectionId === undefined ? null : <Copies exchangeId={exchange.id} connectionId={connectionId} />;
}

function Copies({ exchangeId, connectionId }: { exchangeId: string; connectionId: string }): ReactNode {
  const { bench } = useStores();
  const exchange = { connectionId, exchangeId };
  const saveHar = useSaveHar(exchange);
  const { copy: copyReal, proof } = useSecretCopy(
    () => bench.tokens.copyExchangeCurl(exchange),
    (result) => (result.ok ? showFilled(result.value) : showFailure('Not copied', result.error)),
  );
  const copy = async (what: string, found: Promise<Result<string>>): Promise<void> => {
    const text = await found;
    const result = text.ok ? await bench.app.copy({ text: text.value }) : text;
    if (result.ok) showDone({ words: `Copied as ${what}, secrets masked.`, forMs: 3000 });
    else showFailure('Not copied', result.error);
  };
  const curl = async (): Promise<Result<string>> => {
    const result = await bench.tokens.exchangeCurl(exchange);
    return result.ok ? { ok: true, value: result.value.curl } : result;
  };
  const har = async (): Promise<Result<string>> => {
    const result = await bench.tokens.exportHar(exchange);
    return result.ok ? { ok: true, value: result.value.har } : result;
  };
  return (
    <>
      <Menu position="bottom-end" width={250}>
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
          <Menu.Item leftSection={<IconDeviceFloppy size={15} />} onClick={() => void saveHar()}>
            Save as HAR…
          </Menu.Item>
          <Menu.Label>With the secrets that are stored now</Menu.Label>
          <Menu.Item leftSection={<IconKey size={15} />} onClick={copyReal}>
            Copy as curl with secrets
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {proof}
    </>
  );
}

/** No secret was recorded, so the command is what the stored ones make of it; what is stored no longer is said. */
function showFilled(copied: ExchangeCurlCopied): void {
  const { missing, spendsRefreshToken } = copied;
  const gaps = missing.length === 0 ? '' : ` No longer stored, so a placeholder stands for it: ${missing.join('; ')}.`;
  const spends = spendsRefreshToken
    ? ' Running the command uses up the stored refresh token: the copy here is worth nothing afterwards.'
    : '';
  showDone({
    title: 'The command, with secrets',
    words: `${copiedWords(copied)}${gaps}${spends}`,
    forMs: gaps === '' && spends === '' ? 6000 : 15_000,
  });
}
