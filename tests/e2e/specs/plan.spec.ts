import { control } from '../support/answers';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '試しの計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2030-03-31',
};

test('what is typed is saved without a button, and can be taken back', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  await control(window, 'summary').fill('眼鏡の部品を海外へ売る。');
  await expect(window.locator('[data-saving="saved"]')).toContainText('保存しました');
  expect((await bridge.call('plans_show', { id })).answers.summary).toBe(
    '眼鏡の部品を海外へ売る。',
  );
  await window
    .getByRole('button', { name: /^元に戻す/ })
    .first()
    .click();
  await expect(control(window, 'summary')).toHaveValue('');
});

test('leaving a step at once loses nothing', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  await control(window, 'vision').fill('すぐに離れる');
  await window.keyboard.press('Control+1');
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.vision)
    .toBe('すぐに離れる');
});

test('a window that closes saves first', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  await control(window, 'vision').fill('閉じる前');
  await window.evaluate(() => (globalThis as any).__SHIRUBE_EMIT__('shirube-closing', null));
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.vision)
    .toBe('閉じる前');
});

test('what does not fit is said beside the box, and the rest is saved', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await visit(window, `plans/${id}/A-3`);
  await control(window, 'investments')
    .getByRole('button', { name: /1件加える$/ })
    .click();
  await control(window, 'investments[0].amount').fill('たくさん');
  await expect(window.locator('[id="f-investments[0].amount-error"]')).toContainText(
    '金額として読み取れません',
  );
  await control(window, 'investments[0].corporate_number').fill('1234567890123');
  await expect(window.locator('[id="f-investments[0].corporate_number-error"]')).toBeVisible();
  await expect(control(window, 'investments[0].corporate_number')).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await expect(control(window, 'investments[0].corporate_number')).toHaveValue('1234567890123');
  await control(window, 'investments[0].corporate_number').fill('');
  await control(window, 'investments[0].amount').fill('１，５');
  await window.getByLabel('投資額の単位').selectOption('hundred_million_yen');
  await control(window, 'investments[0].amount').fill('１．５');
  await expect(window.locator('[data-saving="saved"]')).toBeVisible();
  expect((await bridge.call('plans_show', { id })).answers.investments[0].amount).toBe(150_000_000);
});

test('what can not be saved is said, and stays on the screen', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  await control(window, 'summary').fill('長'.repeat(30_001));
  await control(window, 'vision').fill('これは保存される');
  await expect(window.locator('[data-saving="failed"]')).toContainText('保存できていません');
  await expect(control(window, 'summary')).toHaveAttribute('aria-invalid', 'true');
  const { answers } = await bridge.call('plans_show', { id });
  expect([answers.summary, answers.vision]).toEqual([undefined, 'これは保存される']);
  await control(window, 'summary').fill('短い');
  await expect(window.locator('[data-saving="saved"]')).toBeVisible();
  await expect(control(window, 'summary')).not.toHaveAttribute('aria-invalid', 'true');
});

test('rows move with Alt and the arrows', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: { related_bodies: [{ name: '一' }, { name: '二' }, { name: '三' }] },
  });
  await visit(window, `plans/${id}/work`);
  await control(window, 'related_bodies[2].name').focus();
  await window.keyboard.press('Alt+ArrowUp');
  await expect(control(window, 'related_bodies[1].name')).toHaveValue('三');
  await expect(control(window, 'related_bodies[1].name')).toBeFocused();
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.related_bodies)
    .toEqual([{ name: '一' }, { name: '三' }, { name: '二' }]);
});

test('what is missing leads to its box', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: { consultation_desk: { telephone: '0000-00-2080' } },
  });
  await visit(window, `plans/${id}/C-3`);
  const checks = window.getByRole('region', { name: '確かめること' });
  await checks.getByRole('button', { name: /担当課/ }).click();
  await expect(control(window, 'consultation_desk.department')).toBeFocused();
});

test('a person can decide otherwise, with a reason', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/C-3`);
  await window.getByRole('button', { name: '自分で判断する' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'この判断にする' }).click();
  await expect(dialog.getByText('＊「理由」を入力してください。')).toBeVisible();
  await dialog.getByRole('radio', { name: '該当なし' }).check();
  await dialog.getByLabel('理由').fill('窓口は県が設ける。');
  await dialog.getByRole('button', { name: 'この判断にする' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText(/該当なし」と判断しました/)).toBeVisible();
});
