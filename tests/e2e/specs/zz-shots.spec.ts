import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../support/bridge';
import { expect, readFile, test, visit } from '../support/window';

const shot = (window: any, name: string) => window.screenshot({ path: `/tmp/shots/${name}.png` });
const at = (window: any, y: number) => window.locator('main').evaluate((e: any, y: number) => (e.scrollTop = y), y);

test('chamber', async ({ window, bridge }) => {
  await readFile(window, bridge, sample('chamber.xlsx'));
  await shot(window, 'full');
  const row = window.locator('[data-row="7"]');
  await row.focus();
  await window.keyboard.press('Enter');
  await shot(window, 'menu');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await window.waitForTimeout(1500);
  await shot(window, 'menu-after');
  await at(window, 900);
  await shot(window, 'check');
  await window.evaluate(() => localStorage.setItem('shirube.text-size', '200'));
  await window.reload();
  await expect(window.locator('[data-count="new"]')).toBeVisible();
  await at(window, 600);
  await shot(window, 'read200');
  await at(window, 1200);
  await shot(window, 'sheet200');
});

for (const name of (process.env.BOOKS ?? '').split(',').filter(Boolean)) {
  test(name, async ({ window, bridge }) => {
    const file = join(import.meta.dirname, '../../fixtures/workbooks', name);
    await visit(window, 'firms/import');
    await bridge.answer(file);
    await window.getByRole('button', { name: 'ファイルを選ぶ' }).click();
    await window.waitForTimeout(2000);
    await shot(window, `book-${name}`);
    await at(window, 500);
    await shot(window, `book-${name}-2`);
  });
}
