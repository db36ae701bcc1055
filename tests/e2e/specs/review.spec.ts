import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import type { Bridge } from '../support/bridge';
import { control } from '../support/answers';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '酒と湯のまちの計画',
  prefectures: ['32'],
  municipalities: ['322091'],
  start: '2027-04-01',
  end: '2032-03-31',
};

const sample = join(import.meta.dirname, '../../../assets/samples/plan_c.json');

/** A plan C whose answers are complete. */
async function complete(bridge: Bridge): Promise<string> {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  const answers = JSON.parse(readFileSync(sample, 'utf8'));
  await bridge.call('plans_fill', { id, answers });
  return id;
}

const requirement = async (bridge: Bridge, id: string, wanted: string) =>
  (await bridge.call('plans_check', { id })).requirements.find((one: any) => one.id === wanted);

/** Moves the focus with Tab until it stands on the control. */
async function tabTo(window: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 120; step += 1) {
    const here = await window.evaluate(() => document.activeElement?.textContent ?? '');
    if (name.test(here.replace(/\s+/g, ' ').trim())) return;
    await window.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

test('evidence is attached, opened, written out, looked at when confirming, and taken off', async ({
  window,
  bridge,
}) => {
  const id = await complete(bridge);
  await visit(window, `plans/${id}/C-1`);
  const evidence = window.getByRole('region', { name: '根拠資料' });
  await expect(evidence.getByText('見積書・価格調査・商談の記録')).toBeVisible();
  const file = join(bridge.folder, '単価の比較.pdf');
  writeFileSync(file, '%PDF-1.7 中身');
  await bridge.answer(file);
  await evidence.getByRole('button', { name: 'ファイルを添付する' }).click();
  await expect(evidence.getByText('単価の比較.pdf', { exact: true })).toBeVisible();
  // A folder is refused in words, and what is attached stays.
  await bridge.answer(bridge.folder);
  await evidence.getByRole('button', { name: 'ファイルを添付する' }).click();
  await expect(evidence.getByRole('alert')).toContainText('フォルダー');
  await look(window, 'evidence');

  await evidence.getByRole('button', { name: /^開く/ }).click();
  await expect.poll(() => bridge.revealed()).toHaveLength(1);
  const copy = (await bridge.revealed())[0]!;
  expect(readFileSync(copy, 'utf8')).toBe('%PDF-1.7 中身');
  const to = join(bridge.folder, '書き出し.pdf');
  await bridge.answer(to);
  await evidence.getByRole('button', { name: /^書き出す/ }).click();
  await expect(window.getByText(/読み返して一致しました/)).toBeVisible();
  expect(readFileSync(to, 'utf8')).toBe('%PDF-1.7 中身');

  const checks = window.getByRole('region', { name: '確かめること' });
  await expect(checks.getByRole('checkbox', { name: /単価の比較\.pdf/ })).toBeChecked();
  await checks.getByLabel('確認のメモ').fill('原本と照合した');
  await checks.getByRole('button', { name: 'この要件を確認済みにする' }).click();
  await expect(checks.getByText('確認した資料：単価の比較.pdf')).toBeVisible();
  const confirmed = (await requirement(bridge, id, 'C-1')).confirmed;
  expect([confirmed.with[0].name, confirmed.note]).toEqual(['単価の比較.pdf', '原本と照合した']);

  await evidence.getByRole('button', { name: /^外す/ }).click();
  await expect(checks.getByText(/その後、添付から外されました/)).toBeVisible();
  await window
    .getByRole('button', { name: /^元に戻す/ })
    .last()
    .click();
  await expect(evidence.getByText('単価の比較.pdf', { exact: true })).toBeVisible();
  await expect(checks.getByText(/その後、添付から外されました/)).toBeHidden();
});

test('files dropped on a requirement become its evidence', async ({ window, bridge }) => {
  const id = await complete(bridge);
  await visit(window, `plans/${id}/C-3`);
  await expect(window.getByRole('region', { name: '根拠資料' })).toBeVisible();
  const paths = ['設置要綱.txt', '写真.txt'].map((name) => join(bridge.folder, name));
  for (const path of paths) writeFileSync(path, path);
  await window.evaluate(
    (dropped) => (globalThis as any).__SHIRUBE_EMIT__('tauri://drag-drop', { paths: dropped }),
    paths,
  );
  await expect(window.getByText('2件を添付しました')).toBeVisible();
  const { attachments } = await bridge.call('plans_attachments', { id });
  expect(attachments.map((one: any) => [one.name, one.requirement])).toEqual([
    ['設置要綱.txt', 'C-3'],
    ['写真.txt', 'C-3'],
  ]);
  await visit(window, `plans/${id}/support`);
  await expect(window.getByText(/全部で2件/)).toBeVisible();
});

test('a reviewer writes a point by keyboard, the applicant answers, and it is resolved', async ({
  window,
  bridge,
}) => {
  const id = await complete(bridge);
  await visit(window, `plans/${id}/basics`);
  const before = await bridge.call('plans_show', { id });
  await window.getByRole('button', { name: '受領側として見る' }).press('Enter');
  await expect(control(window, 'summary')).toHaveAttribute('readonly', '');
  await control(window, 'summary').focus();
  await window.keyboard.type('x');
  await tabTo(window, /^指摘を書く.*：.*概要/);
  await window.keyboard.press('Enter');
  await window.keyboard.type('ねらいを1文で書いてください');
  await look(window, 'a point under the pen');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('指摘を書きました')).toBeVisible();
  expect((await bridge.call('plans_show', { id })).answers).toEqual(before.answers);

  await visit(window, `plans/${id}/C-3`);
  await window.getByLabel('受領側のメモ').fill('電話で確認');
  await window.getByRole('button', { name: 'よいとする' }).click();
  await expect(window.locator('nav [data-receiver="ok"]').first()).toBeVisible();
  await visit(window, `plans/${id}/review`);
  await look(window, 'the review');

  // The applicant: the point stands at its field and is answered there.
  await window.getByRole('button', { name: '申請者の画面に戻る' }).click();
  await visit(window, `plans/${id}/basics`);
  const point = window.locator('[data-points="summary"] [data-point]');
  await expect(point).toContainText('ねらいを1文で書いてください');
  await point.getByRole('button', { name: /^回答を書く/ }).press('Enter');
  await window.keyboard.type('1文を加えました');
  await window.keyboard.press('Control+Enter');
  await expect(point).toContainText('回答済み');
  await visit(window, `plans/${id}/review`);
  await window.getByRole('button', { name: /^対応済みにする/ }).click();
  await expect(window.getByText('対応が終わっていない指摘')).toContainText('0件');
  await window.getByLabel('表示する指摘').selectOption('all');
  await expect(window.locator('[data-point="resolved"]')).toContainText('1文を加えました');
});

test('the checklist is a page of A4 with both columns', async ({ window, bridge }) => {
  const id = await complete(bridge);
  await bridge.call('plans_receive', { id, requirement: 'C-1', verdict: 'ok', withdraw: false });
  await bridge.call('plans_point', { id, field: 'resources', text: '出典がありません' });
  await visit(window, `plans/${id}/print`);
  const page = window.getByRole('article');
  await expect(page.getByText('● 指摘（地域資源）出典がありません')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '受領側チェック' })).toBeVisible();
  await look(window, 'the checklist');
  await window.emulateMedia({ media: 'print' });
  // On paper there is nothing but the sheet, and nothing of it is cut off.
  await expect(window.getByRole('button', { name: '印刷する' })).toBeHidden();
  await expect(window.getByRole('link', { name: '企業' })).toBeHidden();
  const cut = await window.evaluate(() => {
    const main = document.querySelector('main')!;
    return getComputedStyle(main).overflowY !== 'visible';
  });
  expect(cut).toBe(false);
});

test('a plan is copied, put away, deleted and brought back, by keyboard', async ({
  window,
  bridge,
}) => {
  const id = await complete(bridge);
  await visit(window, 'plans');
  const menu = window.getByRole('button', { name: /^操作/ });
  await menu.press('ArrowDown');
  await expect(window.getByRole('menuitem', { name: '開く' })).toBeFocused();
  await look(window, 'the menu');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByLabel('計画の名前')).toHaveValue('酒と湯のまちの計画（写し）');
  await dialog.getByLabel('計画の名前').fill('次の年の計画');
  await window.keyboard.press('Control+Enter');
  await expect(dialog.getByText(/項目の回答を写しました/)).toBeVisible();
  await look(window, 'what a copy left behind');
  await dialog.getByRole('button', { name: '計画を開く' }).press('Enter');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('次の年の計画');

  await visit(window, 'plans');
  await window.getByRole('button', { name: '操作 次の年の計画' }).press('ArrowUp');
  await expect(window.getByRole('menuitem', { name: '削除' })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(dialog).toContainText('次の年の計画');
  await dialog.getByRole('button', { name: '削除する' }).press('Enter');
  await expect(window.getByRole('article')).toHaveCount(1);
  await window.getByRole('button', { name: '元に戻す', exact: true }).press('Enter');
  await expect(window.getByRole('article')).toHaveCount(2);

  await window.getByRole('button', { name: '操作 酒と湯のまちの計画' }).press('Enter');
  await window.getByRole('menuitem', { name: '保管' }).press('Enter');
  await expect(window.getByRole('article')).toHaveCount(1);
  await window.getByRole('checkbox', { name: /保管した計画も表示する/ }).check();
  await expect(window.getByText('保管中')).toBeVisible();
  expect((await bridge.call('plans_list', {})).plans.map((one: any) => one.id)).not.toContain(id);
});

test('a few questions lead to a kind, with the words of the policy', async ({ window, bridge }) => {
  await visit(window, 'plans/new');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: /迷うときは/ }).press('Enter');
  for (const answer of [
    '市町村（特別区を含む）',
    '1つの市町村',
    '地域資源（農林水産・食品、観光、スポーツ、伝産品など）',
    '関わらない',
    'ない',
    '今ある製品・サービスの付加価値を高める、販路を広げる',
  ]) {
    await dialog.getByRole('radio', { name: answer, exact: true }).press('Space');
    await window.keyboard.press('Enter');
  }
  const best = dialog.getByRole('region').first();
  await expect(best).toContainText('合いそうです');
  await expect(best).toContainText('市区町村～都道府県単位のものを中心に想定。');
  await look(window, 'the guide');
  await best.getByRole('button', { name: /^この種類でつくる/ }).press('Enter');
  await expect(dialog.getByRole('radio', { name: /^地場産業成長プラン/ })).toBeChecked();
  await dialog.getByRole('radio', { name: '見本' }).check();
  await dialog.getByLabel('計画の名前').fill('（見本）から始める計画');
  await dialog.getByRole('combobox', { name: /^都道府県/ }).selectOption({ label: '島根県' });
  for (const [label, day] of [
    ['計画のはじめの日', '2027-04-01'],
    ['計画の終わりの日', '2032-03-31'],
  ] as const) {
    await dialog.getByLabel(label).fill(day);
  }
  await window.keyboard.press('Control+Enter');
  await expect(dialog.getByText(/項目の回答を写しました/)).toBeVisible();
  const { plans } = await bridge.call('plans_list', {});
  expect([plans[0].kind, plans[0].title]).toEqual(['c', '（見本）から始める計画']);
});

test('with text twice as large nothing sticks out', async ({ window, bridge }) => {
  const id = await complete(bridge);
  await bridge.call('plans_point', { id, field: 'resources', text: '出典がありません' });
  await visit(window, `plans/${id}/review`);
  await enlarge(window);
  await expect(window.getByText('出典がありません', { exact: true })).toBeVisible();
  await look(window, 'the review, enlarged');
  await visit(window, 'plans');
  await look(window, 'the plans, enlarged');
});
