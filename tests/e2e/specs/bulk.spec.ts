import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sample } from '../support/bridge';
import { expect, readFile, test, visit } from '../support/window';

/** A folder with two lists, one broken file and one that is none. */
function folderOfLists(parent: string): string {
  const folder = join(parent, '届いた一覧');
  mkdirSync(folder);
  copyFileSync(sample('chamber.xlsx'), join(folder, '1 会議所.xlsx'));
  copyFileSync(sample('prefecture.xlsx'), join(folder, '2 県.xlsx'));
  writeFileSync(join(folder, '3 こわれた.xlsx'), 'x');
  writeFileSync(join(folder, '案内.pdf'), '%PDF');
  return folder;
}

test('a folder of lists is looked at, and taken in with one button', async ({ window, bridge }) => {
  await visit(window, 'firms/import');
  await window.getByRole('link', { name: 'いくつかまとめて取り込む' }).click();
  await bridge.answer(folderOfLists(bridge.folder));
  await window.locator('[data-pick-folder]').click();
  await expect(window.locator('[data-file]')).toHaveCount(3);
  await expect(window.locator('[data-file="3 こわれた.xlsx"]')).toContainText('使えません');
  await expect(window.getByText('案内.pdf（表のファイルではないもの）')).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(0);
  await window.getByRole('button', { name: '使える2ファイルを取り込む' }).click();
  await expect(window.getByText(/^注意?.*2ファイルを取り込みました。/)).toBeVisible();
  await expect(window.locator('[data-state="done"]')).toHaveCount(2);
  const firms = (await bridge.call('ledger_info', {})).firms;
  expect(firms).toBeGreaterThan(400);

  await test.step('each file is an action of its own', async () => {
    await window.locator('main').focus();
    await window.keyboard.press('Control+z');
    await expect.poll(async () => (await bridge.call('ledger_info', {})).firms).toBeLessThan(firms);
    expect((await bridge.call('ledger_info', {})).firms).toBeGreaterThan(0);
  });
});

test('a file of several has its own page', async ({ window, bridge }) => {
  await visit(window, 'firms/many');
  await bridge.answer(folderOfLists(bridge.folder));
  await window.locator('[data-pick-folder]').click();
  await window.getByRole('link', { name: '「1 会議所.xlsx」をくわしく見る' }).click();
  await expect(window.locator('[data-count="new"]')).toBeVisible();
});

test('what is to be mended is written for whoever made the file', async ({ window, bridge }) => {
  await readFile(window, bridge, sample('chamber.xlsx'));
  await bridge.answer(bridge.folder);
  await window.getByRole('button', { name: '確認のお願いを書き出す' }).click();
  await expect(window.getByText(/書き出し、読み返して一致しました。/)).toBeVisible();
  for (const place of ['[data-written]', '[data-marked]']) {
    expect(existsSync(await window.locator(place).innerText())).toBe(true);
  }
});
