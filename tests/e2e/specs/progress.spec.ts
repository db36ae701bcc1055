import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  kind: 'c',
  title: '試しの計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};
const NOTHING = { set: [], office_days: [], who: [], notes: [], clear: false, dry_run: false };

test('days are planned backward, and a stage is reached, by keyboard alone', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await visit(window, `plans/${id}/progress`);
  await window.getByRole('button', { name: '提出日から逆算する' }).focus();
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '提出日' }).focus();
  // 憲法記念日: the office day before it is taken, and why is said.
  await window.keyboard.type('R72.5.3');
  await expect(dialog.locator('[data-planned="submission"]')).toContainText('憲法記念日');
  await dialog.getByLabel('計画案にかかる開庁日').focus();
  await window.keyboard.press('Control+A');
  await window.keyboard.type('５');
  await expect(dialog.locator('[data-planned="desk_opening"]')).toContainText('5開庁日');
  await window.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(window.locator('[data-submission]')).toContainText('令和72年5月2日');
  const shown = await bridge.call('plans_stages', { id });
  expect(shown.stages.find((stage: any) => stage.id === 'draft').office_days).toBe(5);

  await window.locator('[data-stage="draft"]').getByRole('button').first().focus();
  await window.keyboard.press('Enter');
  await window.getByRole('dialog').getByLabel('この段階に来た日').fill('');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('＊「この段階に来た日」を入力してください。')).toBeVisible();
  await window.keyboard.type('2026-06-01');
  await window.keyboard.press('Control+Enter');
  await expect(window.locator('[data-stage="draft"]')).toHaveAttribute('aria-current', 'step');
  await expect(window.locator('[data-stage="draft"]')).toContainText('いまここ');
  await window.keyboard.press('Control+z');
  await expect(window.locator('[data-stage="resource_choice"]')).toContainText('いまここ');
});

test('what is due stands on the home screen, in words', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', PLAN);
  const set = [
    { stage: 'desk_opening', on: '2020-04-01' },
    { stage: 'submission', on: '2090-05-02' },
  ];
  await bridge.call('plans_schedule', { id, ...NOTHING, set });
  await window.reload();
  const due = window.getByRole('region', { name: '今週すること' });
  await expect(due.locator('[data-due="desk_opening"]')).toContainText('日過ぎています');
  await expect(due.locator('[data-due]')).toHaveCount(1);
  await expect(window.locator('article [data-submission]')).toContainText('あと');
  await due.getByRole('link').click();
  await expect(window.locator('[data-stage="desk_opening"]')).toContainText('遅れ');
});

test('a revision is kept and compared, and the comparison leads back to the field', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', PLAN);
  const fill = (answers: object) => bridge.call('plans_fill', { id, answers });
  await fill({ vision: '国内で売る。', document_number: '産第1号' });
  await visit(window, `plans/${id}/progress`);
  await window.getByRole('button', { name: /この段階に進める.*公表・提出/ }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'この段階に進める' }).click();
  // The stage offers to keep the plan, with a name already written.
  await window
    .getByRole('status')
    .filter({ hasText: '版として残すと' })
    .getByRole('button', { name: '今の計画を版として残す' })
    .click();
  await expect(window.getByRole('radio', { name: '提出したとき' })).toBeChecked();
  await window.getByRole('dialog').getByRole('button', { name: '版として残す' }).click();
  await expect(window.locator('[data-revision="1"]')).toContainText('公表・提出');
  await expect(window.locator('[data-verdict="none"]')).toBeVisible();
  await fill({ vision: '海外で売る。', document_number: '産第2号' });
  await window.getByRole('button', { name: /今の計画と比べる/ }).click();
  await window.reload();
  await expect(window.locator('[data-verdict="approval"]')).toContainText('提出先に確かめて');
  await expect(window.locator('[data-change]')).toHaveCount(2);
  await window.getByRole('radio', { name: /届出で足りるもの/ }).check();
  await expect(window.locator('[data-change]')).toHaveCount(1);
  await window.getByRole('radio', { name: /再承認が要るもの/ }).check();
  await bridge.answer(bridge.folder);
  await window.getByRole('button', { name: '新旧対照表を書き出す（Excel）' }).click();
  await expect(window.locator('[data-written]')).toContainText('新旧対照表_C_試しの計画.xlsx');
  await window.getByRole('button', { name: /この欄へ移る/ }).click();
  await expect(window.locator('[id="f-vision"]')).toBeFocused();
});

test('a return is recorded each time, and days go into a calendar', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_schedule', { id, ...NOTHING, submit: '2090-05-02' });
  for (const [to, on] of [
    ['submission', '2026-05-11'],
    ['returned', '2026-05-20'],
    ['draft', '2026-05-21'],
  ]) {
    await bridge.call('plans_stage', { id, to, on });
  }
  await visit(window, `plans/${id}/progress`);
  const returned = window.locator('[data-stage="returned"]');
  await returned.getByRole('button', { name: /差戻しを受けた/ }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('この段階に来た日').fill('2026-06-01');
  await dialog.getByLabel('メモ').fill('出典が足りない');
  await dialog.getByRole('button', { name: '差戻しを記録する' }).click();
  await expect(returned).toContainText('令和8年5月20日');
  await expect(returned).toContainText('出典が足りない');
  await expect(window.getByText('差戻し：未対応の指摘 0件')).toBeVisible();
  await bridge.answer(bridge.folder);
  await window.getByRole('button', { name: '予定をカレンダーに書き出す' }).click();
  await expect(window.locator('[data-written]')).toContainText('.ics');
  const file = readdirSync(bridge.folder).find((name) => name.endsWith('.ics'));
  expect(readFileSync(join(bridge.folder, file ?? ''), 'utf8')).toContain(
    'DTSTART;VALUE=DATE:20900502',
  );
});

test('the screen keeps the rules of accessibility, also with large text', async ({
  window,
  bridge,
}) => {
  test.setTimeout(90_000);
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_schedule', { id, ...NOTHING, submit: '2090-05-02' });
  await bridge.call('plans_revise', { id, status: 'approved', on: '2026-06-01', label: '当初' });
  await bridge.call('plans_fill', {
    id,
    answers: { vision: '海外', funding: [{ fiscal_year: 2027, source: 'state', amount: 5 }] },
  });
  await visit(window, `plans/${id}/progress`);
  await expect(window.locator('[data-change]')).toHaveCount(2);
  await window.locator('details').nth(1).click();
  await look(window, 'progress');
  await window.getByRole('button', { name: '提出日から逆算する' }).click();
  await look(window, 'planning backward');
  await enlarge(window);
  await expect(window.locator('[data-change]')).toHaveCount(2);
  await look(window, 'progress, large');
  await window.getByRole('button', { name: '提出日から逆算する' }).click();
  await look(window, 'planning backward, large');
});
