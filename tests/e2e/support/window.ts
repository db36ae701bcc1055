import { test as base, expect, type Page } from '@playwright/test';

import { Bridge } from './bridge';

/** A test with the interface open on an empty ledger of its own. */
export const test = base.extend<{ bridge: Bridge; window: Page }>({
  bridge: async ({}, use) => {
    const bridge = await Bridge.start();
    await use(bridge);
    await bridge.stop();
  },
  window: async ({ bridge, page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(bridge.url);
    // The ledger is open once a screen is there.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await use(page);
    expect(complaints, 'nothing in the console').toEqual([]);
  },
});

export { expect };

/** Goes to a place inside the window. */
export async function visit(window: Page, place: string): Promise<void> {
  await window.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

/** Chooses a file on the import screen and waits until its numbers are known. */
export async function readFile(window: Page, bridge: Bridge, path: string): Promise<void> {
  await visit(window, 'firms/import');
  await bridge.answer(path);
  await window.getByRole('button', { name: 'ファイルを選ぶ' }).click();
  await expect(window.locator('[data-count="new"]')).toBeVisible({ timeout: 30_000 });
}

/** The number on one of the import's counters. */
export async function count(window: Page, name: string): Promise<number> {
  const text = await window.locator(`[data-count="${name}"]`).innerText();
  return Number(text.replaceAll(',', ''));
}
