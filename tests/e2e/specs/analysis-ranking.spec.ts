import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import type { Bridge } from '../support/bridge';
import { importCrowd } from '../support/crowd';
import { Keyboard } from '../support/keyboard';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const table = (window: Page) => window.locator('#ranking-table');
const row = (window: Page, at: number) => window.locator(`#rank-${at}`);
const chosen = (window: Page) => window.locator('[data-chosen]');

/** The ranking of a crowd, with all points drawn. */
async function open(window: Page, bridge: Bridge, count = 20, totals = true): Promise<void> {
  await importCrowd(bridge, count, totals);
  await window.reload();
  await visit(window, 'analysis');
  await expect(window.locator(`[data-plot="${count}"]`)).toBeVisible({ timeout: 20_000 });
  await expect(row(window, 0)).toBeVisible();
  await expect(window.locator('#line-connector')).not.toHaveValue('');
}

async function counts(window: Page): Promise<Record<string, number>> {
  const items = await window.locator('[data-quadrant]').all();
  const found: Record<string, number> = {};
  for (const item of items) {
    const text = await item.innerText();
    const number = /([\d,]+)社/.exec(text)?.[1] ?? '';
    found[(await item.getAttribute('data-quadrant')) ?? ''] = Number(number.replaceAll(',', ''));
  }
  return found;
}

test('the screen begins with the prefecture and the year that have figures', async ({
  window,
  bridge,
}) => {
  await open(window, bridge, 20, false);
  await expect(window.getByRole('combobox', { name: '都道府県' })).toHaveValue('18');
  await expect(window.getByRole('combobox', { name: '年度' })).toHaveValue('2024');
  const below = window.locator('[data-denominators]');
  await expect(below).toContainText('登録企業合計を分母とする参考値');
  await expect(below.getByRole('link', { name: '都道府県の合計額を入れる' })).toBeVisible();
  await window.getByRole('combobox', { name: '年度' }).selectOption('2023');
  await visit(window, 'home');
  await visit(window, 'analysis');
  await expect(window.getByRole('combobox', { name: '年度' })).toHaveValue('2023');
});

test('table and plot point at the same firm', async ({ window, bridge }) => {
  await open(window, bridge);
  await row(window, 2).locator('[data-mark]').click();
  await expect(row(window, 2)).toHaveAttribute('aria-selected', 'true');
  await expect(chosen(window)).toHaveAttribute('data-chosen', '1');
  // Where in the plot a point lies is found as a hand finds it: by moving over it.
  const plot = (await window.locator('[data-plot]').boundingBox())!;
  const tip = window.locator('[data-plot] [aria-hidden="true"] p').first();
  let name = '';
  search: for (let y = plot.height - 90; y > 60; y -= 6) {
    for (let x = 120; x < plot.width - 40; x += 6) {
      await window.mouse.move(plot.x + x, plot.y + y);
      if (!(await tip.isVisible())) continue;
      name = await tip.innerText();
      await window.mouse.down();
      await window.mouse.up();
      break search;
    }
  }
  expect(name).toContain('架空第');
  const here = table(window).locator('tr.active-row');
  await expect(here).toContainText(name);
  await expect(here).toHaveAttribute('aria-selected', 'true');
  await expect(window.locator('[data-active]')).toContainText(name);
});

test('a line moves with the arrow keys, and counts and table follow', async ({
  window,
  bridge,
}) => {
  await open(window, bridge, 300);
  const before = await counts(window);
  const whole = (all: Record<string, number>) =>
    Object.values(all).reduce((sum, one) => sum + one, 0);
  const handle = window.getByRole('slider', { name: 'コネクター度のしきい値' });
  await handle.focus();
  const typed = Number(await window.locator('#line-connector').inputValue());
  for (let press = 0; press < 4; press += 1) await window.keyboard.press('PageDown');
  await expect
    .poll(async () => Number(await window.locator('#line-connector').inputValue()))
    .toBeLessThan(typed);
  await expect(handle).toHaveAttribute('aria-valuetext', /コネクター度 [\d.]+ % 以上/);
  const after = await counts(window);
  expect(whole(after)).toBe(whole(before));
  expect(after.both! + after.connector!).toBeGreaterThan(before.both! + before.connector!);
  await window.locator('#line-connector').fill('100');
  await window.locator('#line-hub').fill('１００');
  await expect.poll(async () => (await counts(window)).neither).toBe(whole(before));
  await expect(row(window, 0)).toContainText('どちらも低い');
  await window.locator('#line-hub').fill('とても高い');
  await expect(window.getByText('0より大きく100以下の数字で入れてください。')).toBeVisible();
});

test('a rectangle marks firms: drawn, or typed', async ({ window, bridge }) => {
  await open(window, bridge);
  const plot = (await window.locator('[data-plot]').boundingBox())!;
  await window.mouse.move(plot.x + 4, plot.y + 40);
  await window.mouse.down();
  await window.mouse.move(plot.x + plot.width - 4, plot.y + plot.height - 4, { steps: 5 });
  await window.mouse.up();
  await expect(chosen(window)).toHaveAttribute('data-chosen', '20');
  await window.getByRole('button', { name: '選択を外す' }).click();
  await expect(chosen(window)).toHaveAttribute('data-chosen', '0');
  await window.getByRole('button', { name: '範囲で選ぶ' }).click();
  await window.getByLabel('コネクター度（％）：いくつ以上').fill('多い');
  await window.getByRole('button', { name: 'この範囲の企業を選ぶ' }).click();
  await expect(window.getByLabel('コネクター度（％）：いくつ以上')).toBeFocused();
  await window.getByLabel('コネクター度（％）：いくつ以上').fill('1');
  await window.getByRole('button', { name: 'この範囲の企業を選ぶ' }).click();
  const { total } = await bridge.call('firms_rank', {
    prefecture: '18',
    year: 2024,
    rectangle: { connector_from: '1%' },
    top: 1,
  });
  expect(total).toBeGreaterThan(0);
  await expect(chosen(window)).toHaveAttribute('data-chosen', String(total));
});

test('filters narrow, show as chips, and are taken away', async ({ window, bridge }) => {
  await open(window, bridge, 300);
  const found = window.locator('[data-found]');
  await window.getByLabel('企業をさがす').fill('第30製作所');
  await expect(found).toHaveAttribute('data-found', '1');
  await window.getByRole('button', { name: '条件「「第30製作所」を含む」を外す' }).click();
  await expect(found).toHaveAttribute('data-found', '300');
  await window.getByRole('button', { name: '条件をふやす' }).click();
  await window.getByLabel('市区町村を加える').selectOption({ label: '鯖江市' });
  await expect(found).not.toHaveAttribute('data-found', '300');
  await expect(row(window, 0)).toContainText('鯖江市');
  await window.getByLabel('売上の伸び（％）：いくつ以上').fill('高い');
  await expect(
    window.getByText('数字で入れてください（この値では絞り込んでいません）。'),
  ).toBeVisible();
  await window.getByLabel('売上の伸び（％）：いくつ以上').fill('１０');
  await expect(window.getByRole('button', { name: /売上の伸び（％） １０ 以上/ })).toBeVisible();
  await window.getByRole('button', { name: '条件をすべて外す' }).click();
  await expect(found).toHaveAttribute('data-found', '300');
  await window.getByLabel('両方が高い', { exact: true }).check();
  const { both } = await counts(window);
  await expect(found).toHaveAttribute('data-found', String(both));
});

test('by Pareto nobody is above the first in both', async ({ window, bridge }) => {
  await open(window, bridge, 300);
  await window.getByRole('combobox', { name: '並べ方', exact: true }).selectOption('pareto');
  const { firms } = await bridge.call('firms_rank', {
    prefecture: '18',
    year: 2024,
    by: 'pareto',
    top: 3,
  });
  for (const at of [0, 1, 2]) await expect(row(window, at)).toContainText(firms[at].name);
  await expect(row(window, 0).getByRole('gridcell').nth(1)).toHaveText('1');
});

test('what is for others says what it leaves out', async ({ window, bridge }) => {
  await open(window, bridge);
  await window.getByLabel('見る人').selectOption('publication');
  await expect(window.locator('[data-withheld]')).toContainText('20社を載せず');
  await expect(window.locator('[data-plot="0"]')).toBeVisible();
  await window.getByLabel('見る人').selectOption('firms');
  await expect(window.locator('[data-withheld]')).toContainText('20社を幅で');
  await expect(row(window, 0)).toContainText(/[\d.]+～[\d.]+ %/);
});

test('the picture carries title, denominators and what they are', async ({ window, bridge }) => {
  await open(window, bridge, 20, false);
  for (const kind of ['svg', 'png']) {
    const path = join(bridge.folder, `散らばり.${kind}`);
    await bridge.answer(path);
    await window.getByRole('button', { name: /^図を保存/ }).click();
    await window.getByRole('menuitem', { name: new RegExp(`^${kind}`, 'i') }).click();
    await expect(window.getByText(`図を保存しました：${path}`)).toBeVisible();
    expect(existsSync(path)).toBe(true);
  }
  const svg = readFileSync(join(bridge.folder, '散らばり.svg'), 'utf8');
  for (const text of [
    '福井県の企業のコネクター度とハブ度（2024年度）',
    '登録企業合計を分母とする参考値',
    '両方が高い',
    '庁内用',
    '作成 令和',
  ]) {
    expect(svg.replaceAll(/<\/text>\s*<text[^>]*>/g, '')).toContain(text);
  }
  const png = readFileSync(join(bridge.folder, '散らばり.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('from the rail to firms in a plan, by keyboard alone', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', {
    kind: 'b',
    title: '見本の計画',
    prefectures: ['18'],
    municipalities: ['182079'],
    start: '2027-04-01',
    end: '2030-03-31',
  });
  await open(window, bridge);
  await visit(window, 'home');
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  const keyboard = new Keyboard(window);
  await keyboard.guard();
  await keyboard.press('Control+4');
  await expect(window.locator('[data-plot="20"]')).toBeVisible();
  // From one part of the screen to the next: head, filters, plot, table.
  await keyboard.expectAt(window.getByRole('heading', { level: 1 }));
  for (let hop = 0; hop < 3; hop += 1) await keyboard.press('F6');
  await keyboard.expectAt(table(window));
  await keyboard.press('Space');
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await expect(chosen(window)).toHaveAttribute('data-chosen', '4');
  await keyboard.press('Space');
  await expect(chosen(window)).toHaveAttribute('data-chosen', '3');
  await keyboard.push(window.getByRole('button', { name: '選んだ3社を重点支援企業に選ぶ' }));
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByLabel('計画に入れる')).toBeChecked();
  await keyboard.push(dialog.getByRole('button', { name: '計画の重点支援企業にする' }));
  await expect(dialog.getByText('選ぶ理由を入れてください。')).toBeVisible();
  await keyboard.compose(dialog.getByLabel('選ぶ理由'), '域外への販売が大きい');
  await keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(window.getByText(/3社を「見本の計画」の重点支援企業にしました/)).toBeVisible();
  await expect(chosen(window)).toHaveAttribute('data-chosen', '0');
  expect(await keyboard.pointers()).toBe(0);
  const selected = async () => {
    const { plan } = await bridge.call('plans_show', { id });
    return plan.selected_firms;
  };
  const firms = await selected();
  expect(firms).toHaveLength(3);
  expect(firms[0]).toMatchObject({ role: 'priority_support', reason: '域外への販売が大きい' });
  await keyboard.push(window.getByRole('button', { name: '元に戻す', exact: true }).last());
  await expect(window.getByText('選んだことを取り消しました')).toBeVisible();
  expect(await selected()).toHaveLength(0);
  const { selections } = await bridge.call('selections_list', {});
  expect(selections).toHaveLength(0);
});

for (const { size, language } of [
  { size: '100', language: 'ja' },
  { size: '200', language: 'ja' },
  { size: '100', language: 'en' },
]) {
  test(`nothing stands in the way at ${size} % in ${language}`, async ({ window, bridge }) => {
    await open(window, bridge, 20, size === '200');
    await window.evaluate((to) => localStorage.setItem('shirube.language', to), language);
    if (size === '200') await enlarge(window);
    else await window.reload();
    await expect(window.locator('[data-plot="20"]')).toBeVisible();
    await row(window, 1).click();
    await look(window, 'ranking');
    const opens = window.locator('[aria-expanded="false"]').filter({ hasNotText: 'save' });
    for (const name of [/条件をふやす|More filters/, /範囲で選ぶ|Mark by range/]) {
      await opens.filter({ hasText: name }).click();
    }
    await row(window, 1).locator('[data-mark]').click();
    await look(window, 'ranking with filters');
    await window.getByRole('button', { name: /選んだ1社を|Choose the 1/ }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
    await look(window, 'choosing');
  });
}
