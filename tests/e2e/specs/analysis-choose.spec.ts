import { join, resolve } from 'node:path';

import type { Page } from '@playwright/test';

import type { Bridge } from '../support/bridge';
import { Keyboard } from '../support/keyboard';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const fixture = (name: string) => resolve(import.meta.dirname, '../../fixtures/hubs', name);
const PLAN = {
  title: '見本の地域産業クラスター計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};

/** The worked example's twelve firms and its totals. */
async function example(window: Page, bridge: Bridge, totals = true): Promise<void> {
  await bridge.call('firms_import', { file: fixture('firms.xlsx'), dry_run: false });
  if (totals) {
    await bridge.call('firms_totals_import', { file: fixture('totals.xlsx'), dry_run: false });
  }
  await window.reload();
}

const button = (window: Page, name: string | RegExp) =>
  window.getByRole('button', { name, exact: typeof name === 'string' });

test('firms are chosen by keyboard alone, and stand in the plan and on its form', async ({
  window,
  bridge,
}) => {
  await example(window, bridge);
  const plan = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const keys = new Keyboard(window);
  await window.keyboard.press('Control+4');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('分析');
  await keys.guard();
  await keys.reach(window.getByRole('link', { name: '重点支援企業の選定' }));
  await keys.press('Enter');
  await keys.reach(button(window, '選定をはじめる').first());
  await keys.press('Enter');
  const dialog = window.getByRole('dialog');
  await keys.reach(dialog.getByLabel('選定の名前'));
  await window.keyboard.type('重点支援企業の選定');
  await keys.press('Control+Enter');
  await expect(window.locator('[data-selection-name]')).toHaveText('重点支援企業の選定');

  // Other criteria are tried out before they are taken.
  await keys.reach(window.locator('#most'));
  await window.keyboard.type('3');
  await expect(window.locator('[data-whatif]')).toContainText('案は');
  await expect(window.locator('[data-whatif]')).toContainText('3社になります');
  const [{ id }] = (await bridge.call('selections_list', {})).selections as [{ id: string }];
  expect((await bridge.call('selections_show', { id })).criteria.most ?? null).toBeNull();
  await keys.press('Enter');
  await expect(window.locator('[data-whatif]')).toHaveCount(0);
  await expect
    .poll(async () => (await bridge.call('selections_show', { id })).criteria.most)
    .toBe(3);

  await keys.reach(button(window, '提案された企業をすべて選ぶ'));
  await keys.press('Enter');
  await keys.reach(dialog.getByLabel('判断の理由'));
  await window.keyboard.type('コネクター度が高く、県外へ多く売っている');
  await keys.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  const decided = await bridge.call('selections_show', { id });
  expect(decided.chosen).toBe(3);

  await keys.reach(button(window, '計画に反映する'));
  await keys.press('Enter');
  await keys.reach(dialog.getByRole('button', { name: 'この計画に反映する' }));
  await keys.press('Enter');
  await expect(window.locator('[data-applied]')).toContainText('加えた企業 3社');
  await keys.press('Escape');

  // Each step is in the selection's history, with who did it.
  // F6 passes the table with its many buttons.
  const history = window.locator('summary', { hasText: 'この選定の履歴' });
  for (let parts = 0; parts < 8; parts += 1) {
    await keys.press('F6');
    if (await history.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(history).toBeFocused();
  await keys.press('Enter');
  await expect(window.getByText(/重点支援企業の選定.*計画へ反映/).first()).toBeVisible();
  expect(await keys.pointers(), 'no pointer was needed').toBe(0);

  // The sheet in the export names them.
  const names = decided.firms.filter((firm) => firm.decision).map((firm) => firm.name);
  expect(names).toHaveLength(3);
  const shown = await bridge.call('plans_show', { id: plan.id });
  expect(shown.plan.selected_firms.map((firm) => firm.name).sort()).toEqual([...names].sort());
  const { files } = await bridge.call('forms_export', { id: plan.id, to: bridge.folder });
  const paper = await bridge.call('forms_look', {
    file: files[0]!.path,
    sheet: '重点支援企業一覧',
  });
  for (const name of names) expect(JSON.stringify(paper)).toContain(name);
});

test('a decision, a criterion and a selection are taken back one by one', async ({
  window,
  bridge,
}) => {
  await example(window, bridge);
  const criteria = {
    filter: { municipalities: [], industries: [], sizes: [] },
    thresholds: {},
    either: false,
    quotas: [],
    must_have: [],
    excluded: [],
  };
  const { id } = await bridge.call('selections_new', {
    name: '試し',
    prefecture: '18',
    year: 2024,
    criteria,
  });
  await window.reload();
  await visit(window, `analysis/selections/${id}`);
  await window
    .getByRole('button', { name: /^判断する/ })
    .first()
    .click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'この判断にする' }).click();
  // A reason is asked for, and the focus goes there.
  await expect(dialog.getByLabel('判断の理由')).toBeFocused();
  await dialog.getByLabel('判断の理由').fill('県外へ多く売っている');
  await dialog.getByRole('button', { name: 'この判断にする' }).click();
  await expect(window.getByText('判断した人：見本 花子')).toBeVisible();
  await window.getByRole('button', { name: /^根拠/ }).first().click();
  await expect(dialog).toContainText('分子（企業の金額）');
  await expect(dialog).toContainText('firms.xlsx');
  await window.keyboard.press('Escape');
  await window
    .getByRole('button', { name: /^元に戻す/ })
    .first()
    .click();
  await expect(window.getByText('判断した人：見本 花子')).toHaveCount(0);
  expect((await bridge.call('selections_show', { id })).decided).toBe(0);
});

test('totals are typed in, chosen among sources, and taken from a workbook', async ({
  window,
  bridge,
}) => {
  await example(window, bridge, false);
  await visit(window, 'analysis/totals');
  await expect(window.getByText('参考値').first()).toBeVisible();
  await button(window, '入力する').click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'この内容で入れる' }).click();
  await expect(dialog.getByText('少なくとも一方の金額')).toBeVisible();
  await dialog.getByLabel('域外販売額', { exact: true }).fill('4,000');
  await dialog.getByLabel(/^出典/).fill('県の統計（架空）');
  await dialog.getByRole('button', { name: 'この内容で入れる' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(window.getByText('県の統計（架空）').first()).toBeVisible();
  await bridge.answer(fixture('totals.xlsx'));
  await button(window, '表から取り込む').click();
  await expect(dialog).toContainText('5件の合計額を読み取りました');
  await dialog.getByRole('button', { name: /件を取り込む$/ }).click();
  await expect(dialog).toHaveCount(0);
  await button(window, /これを使う/)
    .first()
    .click();
  await expect(window.getByText('選んだもの', { exact: true })).toBeVisible();
});

test('the screens work in both sizes, and break no rule', async ({ window, bridge }) => {
  test.setTimeout(120_000);
  await example(window, bridge);
  const { id } = await bridge.call('selections_new', {
    name: '試し',
    prefecture: '18',
    year: 2024,
    criteria: {
      filter: { municipalities: [], industries: [], sizes: [] },
      thresholds: {},
      either: false,
      quotas: [],
      must_have: [],
      excluded: [],
    },
  });
  const places = ['selections', `selections/${id}`, 'concentration', 'industries', 'totals'];
  for (const size of ['100', '200']) {
    if (size === '200') await enlarge(window);
    for (const place of places) {
      await visit(window, `analysis/${place}`);
      await expect(window.locator('main h2, main h3, main table').first()).toBeVisible();
      await look(window, `${place} at ${size} %`);
      if (process.env.SHIRUBE_LOOK) {
        const name = `${place.split('/')[0]}${place.includes('/') ? '-one' : ''}-${size}.png`;
        await window.screenshot({ path: join(process.env.SHIRUBE_LOOK, name) });
      }
    }
  }
});
