import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sample } from '../support/bridge';
import { count, expect, readFile, test, visit } from '../support/window';

test('an import can be taken back, and done again', async ({ window, bridge }) => {
  await readFile(window, bridge, sample('chamber.xlsx'));
  const fresh = await count(window, 'new');
  expect(fresh).toBeGreaterThan(0);
  await window.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(window.getByText(/取り込みました。新しい企業/)).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(fresh);
  await window.locator('[data-undo-import]').click();
  await expect(window.getByText(/取り込みを元に戻しました。/)).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(0);
  await window.locator('main').focus();
  await window.keyboard.press('Control+y');
  await expect.poll(async () => (await bridge.call('ledger_info', {})).firms).toBe(fresh);
});

test('what was understood is shown before anything is written', async ({ window, bridge }) => {
  await readFile(window, bridge, sample('chamber.xlsx'));
  const preview = window.getByRole('region', { name: 'シートの中身と、読み取り方' });
  await expect(preview.getByText('見出し').first()).toBeVisible();
  await expect(preview.getByRole('combobox', { name: /の項目$/ }).first()).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(0);

  await test.step('a column can be taken for something else', async () => {
    const column = preview
      .getByRole('combobox', { name: /の項目$/ })
      .filter({ hasText: '（読み取らない）' });
    const first = column.first();
    const name = await first.getAttribute('aria-label');
    await first.selectOption('url');
    await expect(preview.getByRole('combobox', { name: name ?? '' })).toHaveValue('url');
    await expect(window.locator('[data-count="new"]')).toBeVisible();
  });

  await test.step('a field that another column had moves', async () => {
    const columns = preview.getByRole('combobox', { name: /の項目$/ });
    const [had, gets] = ['列 C 事業所名 の項目', '列 B No. の項目'];
    await expect(preview.getByRole('combobox', { name: had })).toHaveValue('name');
    await preview.getByRole('combobox', { name: gets }).selectOption('name');
    await expect(preview.getByRole('combobox', { name: had })).toHaveValue('');
    await expect(columns.filter({ hasText: '名称' }).first()).toBeVisible();
    await expect(window.getByRole('alert')).toHaveCount(0);
  });
});

test('the same list a second time changes nothing', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
  await readFile(window, bridge, sample('chamber.xlsx'));
  expect(await count(window, 'new')).toBe(0);
  expect(await count(window, 'updated')).toBe(0);
});

test('a broken file is explained beside the button that chose it', async ({ window, bridge }) => {
  const broken = join(bridge.folder, 'こわれた一覧.xlsx');
  writeFileSync(broken, 'PK\u0003\u0004 this is no workbook');
  await visit(window, 'firms/import');
  await bridge.answer(broken);
  const choose = window.getByRole('button', { name: 'ファイルを選ぶ' });
  await choose.click();
  const failure = window.locator('#file-failure');
  await expect(failure).toBeVisible();
  await expect(failure).toHaveRole('alert');
  const described = await window.locator('[data-pick]').getAttribute('aria-describedby');
  expect(described).toBe('file-failure');
  expect((await failure.innerText()).length).toBeGreaterThan(15);
});

test('a file that is not there is explained', async ({ window, bridge }) => {
  await visit(window, 'firms/import');
  await bridge.answer(join(bridge.folder, 'ない.xlsx'));
  await window.getByRole('button', { name: 'ファイルを選ぶ' }).click();
  await expect(window.locator('#file-failure')).toContainText('ない.xlsx');
});

test('closing the dialog without a choice changes nothing', async ({ window, bridge }) => {
  await visit(window, 'firms/import');
  await bridge.answer(null);
  await window.getByRole('button', { name: 'ファイルを選ぶ' }).click();
  await expect(window.getByRole('button', { name: 'ファイルを選ぶ' })).toBeVisible();
  await expect(window.locator('#file-failure')).toHaveCount(0);
});

test('an import under way can be stopped and leaves nothing behind', async ({ window, bridge }) => {
  await readFile(window, bridge, sample('bank.xlsx'));
  await bridge.slow(400);
  await window.getByRole('button', { name: '取り込む', exact: true }).click();
  await window.getByRole('button', { name: '中止する' }).click();
  await expect(window.getByText('中止しました。台帳は変わっていません。')).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(0);
});

test('a file dropped anywhere is read', async ({ window }) => {
  await window.evaluate((path) => {
    (globalThis as any).__SHIRUBE_EMIT__('tauri://drag-enter', { paths: [path] });
  }, sample('chamber.xlsx'));
  await expect(window.getByText('ここで放すと、企業の一覧として読み取ります')).toBeVisible();
  await window.evaluate((path) => {
    (globalThis as any).__SHIRUBE_EMIT__('tauri://drag-drop', { paths: [path] });
  }, sample('chamber.xlsx'));
  await expect(window.locator('[data-count="new"]')).toBeVisible();
});

test('the whole import by keyboard alone', async ({ window, bridge }) => {
  await bridge.answer(sample('chamber.xlsx'));
  await window.keyboard.press('Control+3');
  await expect(window.getByRole('heading', { level: 1, name: '企業' })).toBeFocused();
  await window.keyboard.press('Tab');
  await expect(window.getByRole('link', { name: '一覧を取り込む' })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1 })).toBeFocused();
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(window.locator('[data-count="new"]')).toBeVisible();
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText(/取り込みました。新しい企業/)).toBeVisible();
  await window.keyboard.press('Control+z');
  await expect.poll(async () => (await bridge.call('ledger_info', {})).firms).toBe(0);
});

test('who may see the figures is chosen with the file, and kept with it', async ({
  window,
  bridge,
}) => {
  await readFile(window, bridge, sample('chamber.xlsx'));
  const level = window.getByRole('combobox', { name: '数字の取扱区分' });
  await expect(level).toHaveValue('internal');
  await level.focus();
  await window.keyboard.press('ArrowDown');
  await expect(level).toHaveValue('confidential');
  await window.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(window.getByText(/取り込みました。新しい企業/)).toBeVisible();
  const { imports } = await bridge.call('firms_imports', {});
  expect(imports[0].confidentiality).toBe('confidential');
});
