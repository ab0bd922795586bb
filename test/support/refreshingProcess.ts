import { z } from 'zod';
import { refreshToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { createTokenDesk } from '../../main/core/oauth/tokens/tokenDesk.ts';
import { newId } from '../../main/vault/newId.ts';
import { Vault } from '../../main/vault/vault.ts';
import { createTestSendHttp } from './sendHttp.ts';
import { optionsFor } from './vault/options.ts';

const order = z.strictObject({ folder: z.string(), password: z.string(), tokenId: z.string() });

/** Refreshes one token again and again, until somebody kills this process. */
async function refreshUntilKilled({ folder, password, tokenId }: z.output<typeof order>): Promise<never> {
  const vault = new Vault(optionsFor(folder));
  await vault.unlock({ password });
  const desk = createTokenDesk({ records: vault, sendHttp: createTestSendHttp(), now: Date.now, newId });
  for (;;) {
    const outcome = await refreshToken(desk, tokenId);
    process.send?.(outcome.kind === 'issued' ? 'refreshed' : `refused: ${outcome.error ?? ''}`);
  }
}

process.on('message', (message: unknown) => void refreshUntilKilled(order.parse(message)));
process.send?.('ready');
