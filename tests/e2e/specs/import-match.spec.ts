import type { Bridge } from '../support/bridge';
import { list } from '../support/lists';
import { enlarge, look } from '../support/look';
import { count, expect, readFile, test, visit } from '../support/window';

const HEADER = '法人番号,企業名,フリガナ,所在地,電話番号,令和5年度売上高（千円）';
const OLD = [',見本光学㈱,ミホンコウガク,福井県鯖江市本町1,,5000', ',例示漆器㈱,,福井県鯖江市河和田2,,800'];
const NEW = [',株式会社見本光学,,福井県福井市大手9,,7000', ',例示漆器㈱,,福井県鯖江市河和田2,,900'];

/** A ledger with two firms, and a newer list that speaks of one of them doubtfully. */
async function newer(bridge: Bridge): Promise<string> {
  const old = list(bridge, '名簿.csv', [HEADER, ...OLD]);
  await bridge.call('firms_import', { file: old, sender: '見本商工会' });
  return list(bridge, '名簿R6.csv', [HEADER, ...NEW]);
}

test('a probable pair is decided by keyboard, and taken back', async ({ window, bridge }) => {
  await readFile(window, bridge, await newer(bridge));
  expect(await count(window, 'new')).toBe(1);
  const pair = window.locator('[data-pair="2"]');
  await expect(pair).toContainText('見本光学㈱');
  await expect(pair).toContainText('株式会社見本光学');
  await look(window, 'proposals');
  await pair.getByRole('button', { name: /^同じ企業/ }).focus();
  await window.keyboard.press('Enter');
  await expect(pair.getByText('同じ企業として取り込みます')).toBeVisible();
  await expect(pair.getByRole('button', { name: /^元に戻す/ })).toBeFocused();
  await expect(window.locator('[data-count="new"]')).toHaveText('0');
  await look(window, 'decided');

  await test.step('taken back', async () => {
    await window.keyboard.press('Enter');
    await expect(pair.getByRole('button', { name: /^同じ企業/ })).toBeFocused();
    await expect(window.locator('[data-count="new"]')).toHaveText('1');
  });

  await test.step('later keeps it open for the ledger', async () => {
    await pair.getByRole('button', { name: /^あとで/ }).press('Enter');
    await expect(pair.getByText(/^あとで決めます/)).toBeVisible();
    await pair.getByRole('button', { name: /^元に戻す/ }).press('Enter');
  });

  await test.step('another firm', async () => {
    await pair.getByRole('button', { name: /^別の企業/ }).press('Enter');
    await expect(pair.getByText('別の企業として取り込みます')).toBeVisible();
    await expect(window.locator('[data-count="new"]')).toHaveText('1');
    expect((await bridge.call('firms_decisions', {})).decisions).toHaveLength(1);
  });

  await test.step('undo of the window opens it again', async () => {
    await window.locator('main').focus();
    await window.keyboard.press('Control+z');
    await expect(pair.getByRole('button', { name: /^別の企業/ })).toBeVisible();
  });
});

test('what changes is shown before and after', async ({ window, bridge }) => {
  await readFile(window, bridge, await newer(bridge));
  expect(await count(window, 'updated')).toBe(1);
  const differences = window.locator('[data-differences]');
  await expect(differences.getByRole('rowheader', { name: '例示漆器㈱' })).toBeVisible();
  await expect(differences).toContainText('800千円');
  await expect(differences).toContainText('900千円');
});

test('firms that are gone are told, and blanks erase only when asked', async ({
  window,
  bridge,
}) => {
  await newer(bridge);
  const blank = ',例示漆器㈱,,福井県鯖江市河和田2,,';
  const path = list(bridge, '名簿.csv', [HEADER, blank]);
  await readFile(window, bridge, path);
  await expect(window.getByText(/このファイルに出てこなくなった企業 1/)).toBeVisible();
  expect(await count(window, 'updated')).toBe(0);
  const box = window.getByRole('checkbox', { name: /^空欄で消す/ });
  await box.focus();
  await window.keyboard.press('Space');
  await expect(window.locator('[data-count="updated"]')).toHaveText('1');
  await expect(window.locator('[data-differences]')).toContainText('（なし）');
  await expect(box).toBeFocused();
  await look(window, 'blanks erase');
});

test('the sender is suggested, and the layout known again', async ({ window, bridge }) => {
  const odd = ['番,よびな,うりもの', '1,㈱見本光学,眼鏡枠', '2,例示漆器㈱,漆器', '3,架空織物㈱,織物'];
  await readFile(window, bridge, list(bridge, '四月.csv', odd));
  await window.getByRole('combobox', { name: '列 C うりもの の項目' }).selectOption('note');
  const sender = window.getByLabel('送り主', { exact: true });
  await sender.fill('見本商工会');
  await sender.press('Enter');
  await expect(window.locator('[data-counts]')).toHaveAttribute('aria-busy', 'false');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText(/取り込みました。/)).toBeVisible();

  await readFile(window, bridge, list(bridge, '五月.csv', [...odd, '4,仮想和紙㈱,和紙']));
  await expect(window.getByText('前回と同じ形です')).toBeVisible();
  await expect(window.getByLabel('送り主', { exact: true })).toHaveValue('見本商工会');
  const column = window.getByRole('combobox', { name: '列 C うりもの の項目' });
  await expect(column).toHaveValue('note');
  await look(window, 'same layout');

  await test.step('one change keeps the rest of the kept reading', async () => {
    await window.getByRole('combobox', { name: '列 A 番 の項目' }).selectOption('telephone');
    await expect(window.locator('[data-change]')).toContainText('読む列 2 → 3');
    await expect(column).toHaveValue('note');
  });

  await test.step('the kept reading is listed, and can be taken out and back', async () => {
    await visit(window, 'settings');
    const row = window
      .getByRole('region', { name: '覚えた読み取り方' })
      .getByRole('row', { name: /見本商工会/ });
    await expect(row).toBeVisible();
    await look(window, 'kept readings');
    await row.getByRole('button', { name: /削除/ }).press('Enter');
    await expect(row).toHaveCount(0);
    await window.getByRole('status').getByRole('button', { name: '元に戻す' }).press('Enter');
    await expect(row).toBeVisible();
  });
});

test('200 % text', async ({ window, bridge }) => {
  await readFile(window, bridge, await newer(bridge));
  await enlarge(window);
  await expect(window.locator('[data-pair="2"]')).toBeVisible();
  await look(window, '200 %');
});
