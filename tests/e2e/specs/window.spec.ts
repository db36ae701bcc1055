import { sample } from '../support/bridge';
import { expect, test, visit } from '../support/window';

test('every empty screen says what to do next', async ({ window }) => {
  await visit(window, 'firms');
  await expect(window.getByText('企業はまだ登録されていません')).toBeVisible();
  await expect(window.getByRole('link', { name: '一覧を取り込む' })).toBeVisible();
  await visit(window, 'plans');
  await expect(window.getByText('計画はまだありません')).toBeVisible();
  await visit(window, 'forms');
  await expect(window.getByText('書き出す計画がありません')).toBeVisible();
  await visit(window, 'settings');
  await expect(window.getByText('まだ何も変更していません。')).toBeVisible();
});

test('the language changes at once, and stays', async ({ window }) => {
  await window.getByRole('button', { name: 'English' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Choose one to begin');
  await expect(window.locator('html')).toHaveAttribute('lang', 'en');
  await window.reload();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Choose one to begin');
  await window.getByRole('button', { name: '日本語' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(/はじめに/);
});

test('the built-in sample opens in a ledger of its own', async ({ window, bridge }) => {
  test.setTimeout(120_000);
  await window.getByRole('button', { name: /見本で試す/ }).click();
  await expect(window.getByText('いま、ご自分のものとは別の台帳を開いています')).toBeVisible({
    timeout: 90_000,
  });
  expect((await bridge.call('plans_list', {})).plans).toHaveLength(3);
  await window.getByRole('button', { name: '自分の台帳に戻る' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(/はじめに/);
  await window.getByRole('button', { name: /見本で試す/ }).click();
  await expect(window.getByText('いま、ご自分のものとは別の台帳を開いています')).toBeVisible();
});

test('only the visible rows of a long list exist', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('bank.xlsx'), dry_run: false });
  await window.reload();
  await visit(window, 'firms');
  const grid = window.getByRole('grid');
  await expect(window.getByRole('status').filter({ hasText: /[0-9]件/ })).toBeVisible();
  const total = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(total).toBeGreaterThan(1500);
  expect(await grid.getByRole('row').count()).toBeLessThan(130);
  await grid.focus();
  await window.keyboard.press('End');
  await expect(grid.locator(`[aria-rowindex="${total + 1}"]`)).toBeVisible();
  await expect(grid.locator(`[aria-rowindex="${total + 1}"]`)).not.toContainText(
    '読み込んでいます',
  );
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: '企業の詳しい内容' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('region', { name: '企業の詳しい内容' })).toBeHidden();
});

test('F1 helps, Esc closes, Ctrl and a number changes the screen', async ({ window }) => {
  await window.keyboard.press('F1');
  await expect(window.getByRole('dialog', { name: '使い方' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  for (const [number, title] of [
    ['2', '計画'],
    ['3', '企業'],
    ['4', '分析'],
    ['5', '様式'],
    ['6', '設定'],
  ] as const) {
    await window.keyboard.press(`Control+${number}`);
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(title);
  }
});

test('the history names every action and takes them back', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
  await window.reload();
  await visit(window, 'settings');
  await expect(window.getByRole('row').nth(1)).toContainText('chamber.xlsx');
  await expect(window.getByRole('row').nth(1)).toContainText('見本 花子');
  await window.locator('main').getByRole('button', { name: '元に戻す' }).click();
  await expect(window.getByText(/元に戻しました：/)).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(0);
  await window.locator('main').getByRole('button', { name: 'やり直す' }).click();
  await expect.poll(async () => (await bridge.call('ledger_info', {})).firms).toBeGreaterThan(0);
});

test('a backup is restored, and the present ledger kept beside it', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
  const copy = `${bridge.folder}/copy.shirube`;
  await bridge.call('ledger_backup', { path: copy });
  await bridge.call('ledger_undo', {});
  await visit(window, 'settings');
  await bridge.answer(copy);
  await window.getByRole('button', { name: 'バックアップから戻す' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText(copy);
  await dialog.getByRole('button', { name: '戻す', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText('バックアップから戻しました。')).toBeVisible();
  expect((await bridge.call('ledger_info', {})).firms).toBe(60);
});
