import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Keyboard } from '../support/keyboard';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  kind: 'b',
  title: '割付を試す計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};

test('an official form is bound, tried out, saved and opened again by keyboard', async ({
  window,
  bridge,
}) => {
  test.setTimeout(120_000);
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', { id, answers: { department: '産業振興課', addressee: '知事' } });
  // A form of somebody else's: here one that was written out with nothing in it.
  const other = await bridge.call('plans_create', { ...PLAN, title: '様' });
  const folder = join(bridge.folder, 'forms');
  mkdirSync(folder);
  const { files } = await bridge.call('forms_export', { id: other.id, to: folder });
  const form: string = files[0].path;

  const keys = new Keyboard(window);
  await visit(window, `forms/${id}/templates`);
  await bridge.answer(form);
  await keys.push(window.getByRole('button', { name: '様式を開く' }));
  const grid = window.getByRole('grid');
  await expect(grid).toBeFocused();
  const cursor = () => grid.getAttribute('aria-activedescendant');
  await expect.poll(cursor).toBe('grid-A1');
  // Merged cells are one step.
  const before = await cursor();
  for (let step = 0; step < 4; step += 1) await keys.press('ArrowDown');
  expect(await cursor()).not.toBe(before);

  // A cell first, then its field.
  await keys.press('Enter');
  const field = window.getByRole('combobox', { name: 'この欄に書く項目' });
  await expect(field).toBeFocused();
  await window.keyboard.type('担当部署');
  await expect(window.getByRole('option', { name: '担当部署' })).toBeVisible();
  await keys.press('Enter');
  await expect(grid).toBeFocused();
  const bound = window.locator('[data-mark="bound"]');
  await expect(bound).toHaveCount(1);
  await expect(bound).toContainText('担当部署');
  await expect(window.locator('[data-example]')).toContainText('産業振興課');
  await look(window, 'binder');

  // A mistake is taken back with Delete, and made good.
  await keys.press('Delete');
  await expect(bound).toHaveCount(0);
  await keys.press('Enter');
  await window.keyboard.type('宛先');
  await expect(window.getByRole('option', { name: '宛先' })).toBeVisible();
  await keys.press('Enter');
  await expect(window.locator('[data-example]')).toContainText('知事');
  await window.getByLabel('計画の内容で見る').focus();
  await keys.press('Space');
  await expect(bound).toContainText('知事');

  // It is not lost by looking elsewhere.
  await window.getByRole('link', { name: '点検と書き出し' }).click();
  await expect(window.locator('[data-counts]')).toBeVisible();
  await window.getByRole('link', { name: '国・県の様式（割付）' }).click();
  await expect(bound).toHaveCount(1);

  const filled = join(folder, 'filled.xlsx');
  await bridge.answer(filled);
  await window.locator('[data-fill]').focus();
  await keys.press('Enter');
  await expect(window.getByText(/^.*項目を書き込み、読み返して一致しました/)).toBeVisible();
  await expect(window.locator('[data-written]')).toHaveText(filled);
  expect(existsSync(filled)).toBe(true);

  const saved = join(folder, 'binding.toml');
  await bridge.answer(saved);
  await window.locator('[data-save]').focus();
  await keys.press('Enter');
  await expect(window.getByText('割付を「binding.toml」に保存しました').first()).toBeVisible();
  expect(existsSync(saved)).toBe(true);

  // The filled copy is another form: the binding is carried over to it.
  await bridge.answer(filled);
  await window.getByRole('button', { name: '別の様式を開く' }).click();
  await expect(bound).toHaveCount(0);
  await bridge.answer(saved);
  await window.getByRole('button', { name: '割付を開く' }).click();
  await expect(window.getByText('この割付は、別の版の様式のものです')).toBeVisible();
  await bridge.answer(join(folder, 'binding2.toml'));
  await window.getByRole('button', { name: 'いまの様式に移す' }).click();
  await expect(window.getByText(/同じ場所 \d+件・移ったもの/)).toBeVisible();
  await look(window, 'carried over');
});

test('the binder at twice the size', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await enlarge(window);
  await visit(window, `forms/${id}/templates`);
  await expect(window.getByRole('button', { name: '様式を開く' })).toBeVisible();
  await look(window, 'binder start at 200 %');
});
