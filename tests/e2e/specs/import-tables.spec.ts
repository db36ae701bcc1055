import { workbook } from '../support/lists';
import { enlarge, look } from '../support/look';
import { count, expect, readFile, test } from '../support/window';

test('the tables of a file are chosen', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('sheet-per-municipality.xlsx'));
  expect(await count(window, 'new')).toBe(12);
  const boxes = window.getByRole('group', { name: /^読み取る表/ }).getByRole('checkbox');
  await expect(boxes).toHaveCount(3);
  await look(window, 'tables');
  await boxes.nth(1).focus();
  await window.keyboard.press('Space');
  await expect(window.locator('[data-count="new"]')).toHaveText('8');
  await expect(boxes.nth(1)).toBeFocused();
  await expect(boxes.nth(1)).not.toBeChecked();

  await test.step('one always stays', async () => {
    await boxes.nth(2).press('Space');
    await expect(window.locator('[data-count="new"]')).toHaveText('4');
    await boxes.nth(0).press('Space');
    await expect(window.locator('#tables-error')).toBeVisible();
    await expect(boxes.nth(0)).toBeChecked();
  });
});

test('two tables beside each other', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('halves-side-by-side.xlsx'));
  await expect(window.getByText('となりの表').first()).toBeVisible();
  await look(window, 'side by side');
});

test('what is hidden is asked about', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('hidden-rows-and-columns.xlsx'));
  const question = window.getByRole('group', { name: /^非表示の/ });
  await expect(question.getByRole('radio')).toHaveCount(3);
  const before = await count(window, 'new');
  await look(window, 'hidden');
  await question.getByRole('radio', { name: '取り込む', exact: true }).check();
  await expect(window.locator('[data-change]')).toContainText('企業の行');
  await expect(window.locator('[data-counts]')).toHaveAttribute('aria-busy', 'false');
  expect(await count(window, 'new')).toBeGreaterThan(before);
  await expect(question.getByRole('radio', { name: '取り込む', exact: true })).toBeFocused();
});

test('a hidden sheet is asked about', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('hidden-sheet.xlsx'));
  const question = window.getByRole('group', { name: /^非表示の/ });
  await expect(question.getByRole('radio', { name: '取り込まない', exact: true })).toBeChecked();
  const before = await count(window, 'new');
  await question.getByRole('radio', { name: '取り込む', exact: true }).check();
  await expect(window.locator('[data-count="new"]')).not.toHaveText(String(before));
});

test('200 % text', async ({ window, bridge }) => {
  await readFile(window, bridge, workbook('sheet-per-municipality.xlsx'));
  await enlarge(window);
  await expect(window.locator('[data-count="new"]')).toBeVisible();
  await look(window, '200 %');
});
