import type { Page } from '@playwright/test';

import { control, sampleAnswers } from '../support/answers';
import { sample, type Bridge } from '../support/bridge';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '試しの計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};
const FIRMS = ['7999901000001', '5999901000003', '6999901000002'];

/** A plan of kind B that names three firms with figures. */
async function planWithFirms(bridge: Bridge): Promise<string> {
  await bridge.call('firms_import', { file: sample('bank.xlsx'), dry_run: false });
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  for (const firm of FIRMS) {
    await bridge.call('plans_select', { id, firm, role: 'participant', reason: '見本' });
  }
  return id;
}

const answers = async (bridge: Bridge, id: string) =>
  (await bridge.call('plans_show', { id })).answers;

async function saved(window: Page): Promise<void> {
  await expect(window.locator('[data-saving="saved"]')).toBeVisible();
}

/** Moves the focus by Tab alone until it is on what has that name. */
async function tabTo(window: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await window.keyboard.press('Tab');
    const here = await window.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (name.test(here)) return;
  }
  throw new Error(`no ${name} within eighty tabs`);
}

test('an indicator is made from the firms’ figures, by keyboard alone', async ({
  window,
  bridge,
}) => {
  const id = await planWithFirms(bridge);
  await visit(window, `plans/${id}/B-3`);
  const sales = window.locator('[data-head="sales"]');
  await expect(sales.locator('[data-head-state="needed"]')).toContainText('あと1つ必要');
  await expect(sales.locator('[data-suggestions]')).toContainText(
    '2024年度の参画企業の売上額の合計',
  );
  await expect(sales.locator('[data-suggestions]')).toContainText('3社中3社');

  await window.locator('[data-step-title]').focus();
  await tabTo(window, /^この値を基準に指標をつくる：2024年度の参画企業の売上額/);
  await window.keyboard.press('Enter');
  await expect(control(window, 'kpi[0].name')).toBeFocused();
  await window.keyboard.type('参画企業の売上');
  await expect(control(window, 'kpi[0].baseline_year')).toHaveValue(/^2024/);
  await expect(control(window, 'kpi[0].source')).toHaveValue(/3社中3社。bank\.xlsx/);

  // The last target, then the steps between.
  await tabTo(window, /^目標 2027年度$/);
  for (let year = 2028; year <= 2031; year += 1) await window.keyboard.press('ArrowRight');
  await expect(control(window, 'kpi[0].targets.2031')).toBeFocused();
  await window.keyboard.type('５０，０００');
  await expect(window.locator('[data-derived]')).toContainText('年平均の伸び');
  await tabTo(window, /^等間隔で埋める$/);
  await window.keyboard.press('Enter');
  await expect(window.getByText('4年度の目標を入れました。')).toBeVisible();
  await saved(window);
  const [row] = (await answers(bridge, id)).kpi;
  const targets = Object.values(row.targets as Record<string, number>);
  expect(targets).toHaveLength(5);
  expect([...targets].sort((a, b) => a - b)).toEqual(targets);
  expect(row).toMatchObject({ head: 'sales', name: '参画企業の売上', unit: 'million_yen' });
  await expect(sales.locator('[data-head-state="done"]')).toBeVisible();

  // An actual value has its achievement beside it, by the core's own reckoning.
  await control(window, 'kpi[0].targets.2027').focus();
  await window.keyboard.press('ArrowDown');
  await expect(control(window, 'kpi[0].actuals.2027')).toBeFocused();
  await window.keyboard.type(String(targets[0]! / 2));
  await expect(window.locator('[data-achievement="2027"]')).toContainText('50%');
  await expect(window.locator('[data-achievement="2027"]')).toContainText('未達');

  await expect(window.getByRole('img', { name: /「参画企業の売上」のグラフ/ })).toBeVisible();
  await window.getByText('グラフを表で見る').click();
  await expect(window.getByRole('row', { name: /2031年度 50,000/ })).toBeVisible();
  await look(window, 'an open indicator');
});

test('what is missing opens its indicator, and each figure shows its cell', async ({
  window,
  bridge,
}) => {
  const id = await planWithFirms(bridge);
  await bridge.call('plans_fill', {
    id,
    answers: {
      kpi: [
        { head: 'labour', name: '平均給与', unit: 'thousand_yen', baseline_year: 2024 },
        { head: 'sales', name: '売上', unit: 'million_yen' },
      ],
    },
  });
  await visit(window, `plans/${id}/B-3`);
  const checks = window.getByRole('region', { name: '確かめること', exact: true });
  await checks.getByRole('button', { name: /2行目の「基準値」/ }).click();
  await expect(control(window, 'kpi[1].baseline')).toBeFocused();
  await expect(window.getByRole('region', { name: 'この指標の確かめること' })).toContainText(
    '「基準値」',
  );

  await window.getByRole('button', { name: /^1\. 平均給与/ }).click();
  await window.getByRole('button', { name: /^出典を見る：2024年度の参画企業の平均給与/ }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByRole('row')).toHaveCount(1 + 2 * FIRMS.length);
  await expect(dialog).toContainText('bank.xlsx');
  await look(window, 'sources');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: /^この値を使う：2024年度の参画企業の平均給与/ }).click();
  await window.getByRole('status').getByRole('button', { name: '元に戻す' }).click();
  await expect(control(window, 'kpi[0].baseline')).toHaveValue('');
});

test('a block pastes, rows copy, move and go, and reviews follow the name', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  const kpi = [
    { head: 'sales', name: '一', unit: 'items' },
    { head: 'labour', name: '二', unit: 'persons' },
    { head: 'sales', name: '三', unit: 'items' },
  ];
  const reviews = [{ fiscal_year: 2028, indicator: '一', comment: '順調。' }];
  await bridge.call('plans_fill', { id, answers: { kpi, effect_reviews: reviews } });
  await visit(window, `plans/${id}/C-2`);
  await window.getByRole('button', { name: /^1\. 一/ }).click();
  await control(window, 'kpi[0].targets.2027').focus();
  await window.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '１，０００\t1100\t約千三百\t1400\t1500\t1600\r\n900');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(window.getByText(/5個の数字を貼り付けました。.*約千三百.*1個は/)).toBeVisible();
  await control(window, 'kpi[0].name').fill('一番');
  await saved(window);
  let written = await answers(bridge, id);
  expect(written.kpi[0].targets).toEqual({ 2027: 1000, 2028: 1100, 2030: 1400, 2031: 1500 });
  expect(written.kpi[0].actuals).toEqual({ 2027: 900 });
  expect(written.effect_reviews[0].indicator).toBe('一番');

  await window.keyboard.press('Alt+ArrowDown');
  await expect(control(window, 'kpi[2].name')).toBeFocused();
  await expect(control(window, 'kpi[2].name')).toHaveValue('一番');
  await window.getByRole('button', { name: '写しをつくる' }).click();
  await expect(control(window, 'kpi[3].name')).toHaveValue('一番（写し）');
  await window.getByRole('button', { name: '4件目を削除' }).click();
  await saved(window);
  written = await answers(bridge, id);
  expect(written.kpi.map((row: { name: string }) => row.name)).toEqual(['二', '三', '一番']);
});

test('forty indicators open and take a number at once', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  const kpi = Array.from({ length: 40 }, (_, index) => ({
    head: ['in_region_transactions', 'sales', 'labour', 'custom'][index % 4],
    name: `指標${index + 1}`,
    unit: 'items',
    baseline_year: 2025,
    baseline: 100,
    targets: { 2027: 101, 2028: 102, 2029: 103, 2030: 104, 2031: 105 + index },
  }));
  await bridge.call('plans_fill', { id, answers: { kpi } });
  await visit(window, `plans/${id}/C-2`);
  await window.getByRole('button', { name: /^40\. 指標40/ }).click();
  await expect(window.getByRole('img', { name: /指標40/ })).toBeVisible();
  const box = control(window, 'kpi[39].targets.2031');
  await box.fill('');
  const slow = await box.evaluate(async (input: HTMLInputElement) => {
    const times: number[] = [];
    for (const digit of '123456') {
      const start = performance.now();
      input.value += digit;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[3]!;
  });
  expect(slow, 'milliseconds for a keystroke').toBeLessThan(100);
});

test('a hole in the support is named and filled by its button', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const { support_system } = sampleAnswers('plan_b.json');
  await bridge.call('plans_fill', { id, answers: { support_system: support_system! } });
  await visit(window, `plans/${id}/B-4`);
  const strip = window.locator('[data-timeline="support_system"]');
  await expect(strip).toContainText('2028年10月〜11月が空いています');
  await look(window, 'a timeline with a hole');
  await strip.getByRole('button', { name: '2028年10月〜11月の行を加える' }).press('Enter');
  await expect(control(window, 'support_system[3].organisation')).toBeFocused();
  await window.keyboard.type('福井県');
  await expect(strip).toContainText('計画期間のすべての日に、担当があります。');
  await saved(window);
  expect((await answers(bridge, id)).support_system[3]).toEqual({
    organisation: '福井県',
    from: '2028-10-01',
    to: '2028-11-30',
  });
  // A bar leads to its row.
  await strip.getByRole('button', { name: /^見本産業支援センター/ }).press('Enter');
  await expect(control(window, 'support_system[1].organisation')).toBeFocused();
});

test('funding is written by year and source, and adds up', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: {
      funding: [
        { fiscal_year: 2027, source: 'state', amount: 5_000_000, basis: '甲' },
        { fiscal_year: 2028, source: 'state', amount: 1_000_000, basis: '乙' },
        { fiscal_year: 2028, source: 'state', amount: 2_000_000, basis: '丙' },
      ],
    },
  });
  await visit(window, `plans/${id}/work`);
  const table = window.locator('[data-funding]');
  await expect(table.locator('[data-sum="total"]')).toHaveText('8,000');
  await table.getByRole('textbox', { name: '2027年度 国（千円）' }).focus();
  await window.keyboard.type('6,000');
  await window.keyboard.press('ArrowRight');
  await window.keyboard.press('ArrowRight');
  await expect(table.getByRole('textbox', { name: '2027年度 市町村（千円）' })).toBeFocused();
  await window.keyboard.type('１，５００');
  await expect(table.locator('[data-sum="2027"]')).toHaveText('7,500');
  await expect(table.locator('[data-sum="state"]')).toHaveText('9,000');
  await expect(table.locator('[data-sum="total"]')).toHaveText('10,500');
  await expect(table).toContainText('資金が書かれていない年度：2029年度、2030年度、2031年度');
  // Rows with bases of their own stay apart.
  await expect(
    table.getByRole('button', { name: /2028年度 国 3,000千円。2行の合計/ }),
  ).toBeVisible();
  await table.getByLabel('表の単位').selectOption('million_yen');
  await expect(table.locator('[data-sum="total"]')).toHaveText('10.5');
  await saved(window);
  expect((await answers(bridge, id)).funding).toEqual([
    { fiscal_year: 2027, source: 'state', amount: 6_000_000, basis: '甲' },
    { fiscal_year: 2028, source: 'state', amount: 1_000_000, basis: '乙' },
    { fiscal_year: 2028, source: 'state', amount: 2_000_000, basis: '丙' },
    { fiscal_year: 2027, source: 'municipality', amount: 1_500_000 },
  ]);
  await look(window, 'funding');
});

test('a year that the roadmap leaves out is written from its line', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const localisation_roadmap = [{ fiscal_year: 2027, labour: '採用', milestone: '協定' }];
  await bridge.call('plans_fill', {
    id,
    answers: { includes_attraction: true, localisation_roadmap },
  });
  await visit(window, `plans/${id}/B-2`);
  const map = window.locator('[data-roadmap]');
  await expect(map).toContainText('あと4年度が書かれていません。');
  await map.getByRole('button', { name: '2029年度を書く' }).press('Enter');
  await expect(control(window, 'localisation_roadmap[1].labour')).toBeFocused();
  await window.keyboard.type('班長を地元から。');
  await expect(map).toContainText('あと3年度が書かれていません。');
  await saved(window);
  expect((await answers(bridge, id)).localisation_roadmap[1]).toEqual({
    fiscal_year: 2029,
    labour: '班長を地元から。',
  });
});

test('twice the text size leaves everything in its place', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const a = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await bridge.call('plans_fill', { id, answers: sampleAnswers('plan_b.json') });
  await bridge.call('plans_fill', { id: a.id, answers: sampleAnswers('plan_a.json') });
  await enlarge(window);
  for (const place of [`${id}/B-2`, `${id}/B-4`, `${id}/work`, `${a.id}/A-2`, `${a.id}/A-3`]) {
    await visit(window, `plans/${place}`);
    await window.waitForTimeout(400);
    await look(window, place);
  }
  await visit(window, `plans/${id}/B-3`);
  await window.getByRole('button', { name: /^3\. 参画企業の平均給与/ }).click();
  await expect(window.getByRole('img', { name: /平均給与/ })).toBeVisible();
  await look(window, 'B-3');
});
