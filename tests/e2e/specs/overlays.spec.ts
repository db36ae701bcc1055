import { control } from '../support/answers';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '試しの計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2030-03-31',
};

test('an overlay is written by keyboard, appears in a new plan, and is met once it is filled', async ({
  window,
  bridge,
}) => {
  const keys = window.keyboard;
  const box = (path: string) => window.locator(`[id="o-${path}"]`);
  const press = async (name: string | RegExp) => {
    await window.getByRole('button', { name }).focus();
    await keys.press('Enter');
  };
  await visit(window, 'settings/overlays');
  await window.getByRole('link', { name: '上乗せを新しくつくる' }).focus();
  await keys.press('Enter');

  await box('issuer.name').focus();
  await keys.type('見本県');
  await keys.press('Tab');
  await keys.type('18');
  await keys.press('Tab');
  await keys.type('mihon');
  const kind = window.getByRole('checkbox', { name: /^C / });
  await kind.focus();
  await keys.press('Space');

  await press('項目を加える');
  await expect(box('field[0].label')).toBeFocused();
  await keys.type('確保する戸数');
  await box('field[0].type').selectOption('decimal');

  await press('要件を加える');
  await expect(box('requirement[0].question')).toBeFocused();
  await keys.type('働く人の住まいを、どう確保しますか。');
  await keys.press('Tab');
  await keys.type('住まいの確保に取り組むこと。');
  await keys.press('Tab');
  await keys.type('見本県策定要領');
  await window.getByRole('checkbox', { name: '確保する戸数' }).focus();
  await keys.press('Space');

  await press('数字の基準を加える');
  await expect(box('threshold[0].requirement')).toHaveValue('X-mihon-1');
  await box('threshold[0].all_of[0].metric').selectOption('overlay.mihon_1');
  await box('threshold[0].all_of[0].value').focus();
  await keys.type('10');
  await expect(window.getByText('直すところはありません。保存できます。')).toBeVisible();
  await keys.press('Control+Enter');
  await expect(window.getByText('見本県「mihon」')).toBeVisible();

  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/X-mihon-1`);
  await expect(window.locator('[data-step-title]')).toContainText('働く人の住まい');
  await expect(window.locator('[data-overlay="mihon"]').first()).toContainText('上乗せ：見本県');
  const state = async () => {
    const check = await bridge.call('plans_check', { id });
    return check.requirements.find((one: { id: string }) => one.id === 'X-mihon-1').state;
  };
  await control(window, 'overlay_answers.mihon_1').fill('8');
  await expect(window.locator('[data-saving="saved"]')).toBeVisible();
  expect(await state()).toBe('unmet');
  const checks = window.getByRole('region', { name: '確かめること' });
  await expect(checks.getByText(/届いていません/).first()).toBeVisible();
  await control(window, 'overlay_answers.mihon_1').fill('12');
  await expect.poll(state).toBe('needs_review');
  await press('この要件を確認済みにする');
  await expect.poll(state).toBe('met');
});

test('a slip is told beside its box and leads there', async ({ window }) => {
  await visit(window, 'settings/overlays/new');
  const name = window.locator('[id="o-name"]');
  await name.fill('見本');
  await name.blur();
  await expect(window.locator('[id="o-name-error"]')).toContainText('英小文字');
  await window.getByRole('button', { name: '新しい版として保存' }).click();
  await expect(window.locator('[id="o-issuer.name-error"]')).toBeVisible();
  const aside = window.locator('aside');
  await aside.getByRole('button', { name: /「見本」は使えません/ }).click();
  await expect(name).toBeFocused();
});

test('a plan takes an overlay on and leaves it again', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await bridge.call('overlays_keep', {
    draft: {
      name: 'mihon',
      version: '2026-12',
      issuer: { name: '見本県', code: '18' },
      valid_from: '2026-12-01',
      for_kinds: ['c'],
      base: '2026-11',
      wording: [{ requirement: 'C-3', how: '県の番号も書いてください。' }],
    },
  });
  await visit(window, `plans/${id}/basics`);
  const section = window.locator('[data-plan-overlays]');
  await section.getByRole('checkbox', { name: /見本県「mihon」/ }).check();
  await expect
    .poll(async () => (await bridge.call('plans_overlays', { id })).overlays.length)
    .toBe(1);
  await visit(window, `plans/${id}/C-3`);
  await expect(window.getByText('説明のことばを変えています')).toBeVisible();
});
