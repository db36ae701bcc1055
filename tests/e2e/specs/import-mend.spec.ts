import { list, ODD_WORDS, workbook } from '../support/lists';
import { enlarge, look } from '../support/look';
import { count, expect, readFile, test } from '../support/window';

/** Presses a key so often. */
async function press(window: import('@playwright/test').Page, key: string, times = 1) {
  for (let i = 0; i < times; i += 1) await window.keyboard.press(key);
}

test('unknown words are mended by keyboard alone', async ({ window, bridge }) => {
  await readFile(window, bridge, list(bridge, '会員.csv', ODD_WORDS));
  const left = window.getByRole('button', { name: /^読まない列 3/ });
  await left.focus();
  await window.keyboard.press('Enter');
  const first = window.getByRole('combobox', { name: '列 A 番 の項目' });
  await expect(first).toBeFocused();

  await test.step('Ctrl and an arrow go from column to column', async () => {
    await window.keyboard.press('Control+ArrowRight');
    await expect(window.getByRole('combobox', { name: '列 B よびな の項目' })).toBeFocused();
    await window.keyboard.press('Control+End');
    await expect(window.getByRole('combobox', { name: '列 D もうけ の項目' })).toBeFocused();
  });

  await test.step('the field is chosen and the focus stays', async () => {
    const money = window.getByRole('combobox', { name: '列 D もうけ の項目' });
    await press(window, 'ArrowDown', 16);
    await expect(money).toHaveValue('sales');
    await expect(money).toBeFocused();
    await expect(window.locator('[data-change]')).toContainText('読む列 1 → 2');
    await expect(money).toBeFocused();
  });

  await test.step('what is still open is asked for', async () => {
    const doubt = window.getByRole('button', { name: /^確かめる列 1/ });
    await doubt.focus();
    await window.keyboard.press('Enter');
    const year = window.getByRole('combobox', { name: '列 D もうけ の年度' });
    await expect(year).toBeFocused();
    await year.press('End');
    await expect(year).toHaveValue('2010');
    await expect(year).toBeFocused();
    await window.keyboard.press('Tab');
    await press(window, 'ArrowDown', 2);
    await expect(window.getByRole('combobox', { name: '列 D もうけ の単位' })).toHaveValue(
      'thousand_yen',
    );
  });

  await expect(window.locator('[data-counts]')).toHaveAttribute('aria-busy', 'false');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText(/取り込みました。新しい企業 4件/)).toBeVisible();
  const { firms } = await bridge.call('firms_list', { search: '見本光学', limit: 1 });
  const { figures } = await bridge.call('firms_show', { id: firms[0].id });
  expect(figures.map((figure: any) => [figure.field, figure.year, figure.value])).toEqual([
    ['sales', 2010, 1_200_000],
  ]);
});

test('rows are mended from their numbers', async ({ window, bridge }) => {
  await readFile(window, bridge, list(bridge, '会員.csv', ODD_WORDS));
  const before = await count(window, 'new');
  expect(before).toBe(4);

  await test.step('the last row', async () => {
    const last = window.getByLabel('最後の行');
    await expect(last).toHaveValue('6');
    await last.fill('５');
    await last.press('Enter');
    await expect(window.locator('[data-change]')).toContainText('企業の行 4 → 3');
    await expect(last).toBeFocused();
    await expect(window.locator('[data-count="new"]')).toHaveText('3');
  });

  await test.step('what is no row is explained beside its box', async () => {
    const last = window.getByLabel('最後の行');
    await last.fill('さいご');
    await last.press('Enter');
    await expect(last).toHaveAttribute('aria-invalid', 'true');
    await expect(window.locator('#last-row-error')).toBeVisible();
    await last.press('Escape');
    await expect(last).toHaveValue('5');
  });

  await test.step('back to the first reading', async () => {
    await window.getByRole('button', { name: '元の読み取りに戻す' }).press('Enter');
    await expect(window.getByLabel('最後の行')).toHaveValue('6');
    await expect(window.locator('[data-count="new"]')).toHaveText('4');
  });
});

test('a row of the sheet is made the header by keyboard', async ({ window, bridge }) => {
  const rows = ['企業名,所在地', '（会社の名前）,（本社）', '見本光学㈱,福井市', '例示漆器㈱,鯖江市'];
  await readFile(window, bridge, list(bridge, '二段.csv', rows));
  const row = (number: number) => window.locator(`[data-row="${number}"]`);
  await row(1).focus();
  await press(window, 'ArrowDown', 2);
  await expect(row(3)).toBeFocused();

  await test.step('Esc closes the menu and gives the focus back', async () => {
    await window.keyboard.press('Enter');
    await expect(window.getByRole('menuitem', { name: 'ここを見出しにする' })).toBeFocused();
    await look(window, 'row menu');
    await window.keyboard.press('Escape');
    await expect(row(3)).toBeFocused();
  });

  await test.step('read from here', async () => {
    await window.keyboard.press('Enter');
    await expect(window.getByRole('menu')).toBeVisible();
    await window.getByRole('menuitem', { name: 'ここから読む' }).focus();
    await window.keyboard.press('Enter');
    await expect(window.getByLabel('最初の行')).toHaveValue('3');
    await expect(row(3)).toBeFocused();
    await expect(window.locator('[data-count="new"]')).toHaveText('2');
  });

  await test.step('a header of two rows', async () => {
    await window.keyboard.press('ArrowUp');
    await window.keyboard.press('Enter');
    await window.getByRole('menuitem', { name: 'ここも見出しに加える' }).press('Enter');
    await expect(window.getByLabel('見出しの行（まで）')).toHaveValue('2');
    await expect(row(2)).toBeFocused();
  });
});

test('a list of items', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('long-items-years.xlsx'));
  const field = window.getByRole('combobox', { name: /^「仕入高」の項目/ });
  await field.selectOption('');
  await expect(window.locator('[data-counts]')).toHaveAttribute('aria-busy', 'false');
  await expect(field).toHaveValue('');
  await look(window, 'items');
});

test('a table on its side', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('vertical.xlsx'));
  await expect(window.getByText(/縦と横を入れ替えて示しています/)).toBeVisible();
  await expect(window.getByLabel('見出しの列（から）')).toHaveValue('A');
  const last = window.getByLabel('最後の列');
  const before = await count(window, 'new');
  await last.fill('c');
  await last.press('Enter');
  await expect(window.locator('[data-change]')).toContainText(/企業の行 \d+ → 2/);
  await expect(window.locator('[data-count="new"]')).toHaveText('2');
  expect(before).toBeGreaterThan(2);
  await look(window, 'turned');
});

test('a sheet without any known word can still be read', async ({ window, bridge }) => {
  const rows = ['あ,い', '1,2', '3,4'];
  const path = list(bridge, 'なぞ.csv', rows);
  await window.evaluate((path) => {
    location.hash = `#/firms/import/${encodeURIComponent(path)}`;
  }, path);
  await expect(window.getByText(/企業名か法人番号の列がありません/)).toBeVisible();
  await look(window, 'nothing known');
  await window.getByRole('combobox', { name: '列 A あ の項目' }).selectOption('name');
  await expect(window.locator('[data-count="new"]')).toHaveText('2');
});

test('200 % text', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('worst-chamber.xlsx'));
  await enlarge(window);
  await expect(window.locator('[data-count="new"]')).toBeVisible();
  await look(window, '200 %');
});
