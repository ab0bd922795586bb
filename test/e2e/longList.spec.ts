import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { groupByEnvironment, listRows } from '../../renderer/features/connections/grouping.ts';
import { filledProfile } from '../bench/filledProfile.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { PASSWORD, unlockVault } from '../support/steps.ts';
import { noteVaultPassword } from '../support/profile.ts';

const COUNT = 2000;
/** What a window of this height shows of it, and a few more on both sides. */
const FEW = 60;

const list = (page: Page) => page.getByRole('navigation', { name: 'Connections' });
const row = (page: Page, name: string) => list(page).getByRole('button', { name: new RegExp(`^${name}(?!\\d)`) });

async function namesInOrder(page: Page): Promise<string[]> {
  const connections = await page.evaluate(async () => {
    const result = await window.grantsmith.connections.list();
    return result.ok ? result.value : [];
  });
  return listRows(groupByEnvironment(connections), '').flatMap((line) =>
    line.kind === 'connection' ? [line.connection.name] : [],
  );
}

test('of 2,000 connections only those in view are on the page, and keys, search and undo reach all', async () => {
  test.slow();
  const profile = await makeProfile();
  noteVaultPassword(PASSWORD);
  await filledProfile(profile.path, COUNT);
  const { page, close } = await launch({ userData: profile.path });
  await unlockVault(page);
  const names = await namesInOrder(page);
  const [first = '', second = '', last = ''] = [names[0], names[1], names.at(-1)];
  expect(names).toHaveLength(COUNT);
  const rows = list(page).locator('.list-row');
  const search = page.getByLabel('Search connections');

  await test.step('few rows exist, which say their place among all', async () => {
    await expect(row(page, first)).toBeVisible();
    expect(await rows.count()).toBeLessThan(FEW);
    const item = list(page).getByRole('listitem').filter({ hasText: first }).first();
    await expect(item).toHaveAttribute('aria-setsize', String(COUNT + 3));
    await expect(item).toHaveAttribute('aria-posinset', '2');
  });

  await test.step('arrow keys, Home and End', async () => {
    await search.press('ArrowDown');
    await expect(row(page, first)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, second)).toBeFocused();
    await page.keyboard.press('End');
    await expect(row(page, last)).toBeFocused();
    await expect(row(page, last)).toBeInViewport();
    expect(await rows.count()).toBeLessThan(FEW);
    await page.keyboard.press('Home');
    await expect(row(page, first)).toBeFocused();
    await expect(row(page, first)).toBeInViewport();
    await page.keyboard.press('ArrowUp');
    await expect(search).toBeFocused();
  });

  await test.step('the row with the focus keeps it when it is scrolled away', async () => {
    await search.press('ArrowDown');
    await list(page).getByRole('list').hover();
    await page.mouse.wheel(0, 20_000);
    await expect(row(page, first)).not.toBeInViewport();
    await expect(row(page, first)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, second)).toBeFocused();
    await expect(row(page, second)).toBeInViewport();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(row(page, second)).toBeFocused();
  });

  await test.step('the search narrows, from its top', async () => {
    await page.keyboard.press('End');
    await search.fill('connection 157');
    await expect(row(page, 'Connection 1572')).toBeInViewport();
    await expect(rows).toHaveCount(names.filter((name) => name.includes('157')).length);
    await search.press('ArrowDown');
    await expect(rows.first()).toBeFocused();
    await search.fill('nothing of the kind');
    await expect(list(page).getByText('No connection matches.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear search' }).click();
    await expect(row(page, first)).toBeInViewport();
  });

  await test.step('what is opened elsewhere, and what is brought back, is in view', async () => {
    await page.keyboard.press('Control+K');
    await page.getByPlaceholder('Type a command or a connection').fill(last);
    await page.keyboard.press('Enter');
    await expect(row(page, last)).toBeInViewport();
    await expect(row(page, last)).toHaveAttribute('aria-current', 'true');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(row(page, last)).toHaveCount(0);
    await search.fill('connection 1');
    await search.fill('');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(page, last)).toBeInViewport();
  });
  await close();
  await profile.remove();
});
