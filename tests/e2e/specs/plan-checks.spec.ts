import { readFileSync } from 'node:fs';

import { control } from '../support/answers';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '点検の計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};

/** The answers of a case: a plan of that kind, whole or half. */
function answers(kind: string, name: string): Record<string, any> {
  const file = new URL(`../../fixtures/plans/${kind}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('the quickest thing to write comes first and leads to its field', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await bridge.call('plans_fill', { id, answers: answers('c', 'half') });
  await visit(window, `plans/${id}/C-1`);
  const checks = window.getByRole('region', { name: '確かめること' });
  await expect(checks.getByRole('heading', { name: '次に書くこと' })).toBeVisible();
  // A number is quicker than a text.
  await expect(checks).toContainText('ほかに足りないもの（1）');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-next.png` });
  await checks.getByRole('button', { name: 'この欄へ行く' }).click();
  await expect(control(window, 'product_comparisons[0].after')).toBeFocused();
  await window.keyboard.type('3200');
  await control(window, 'product_comparisons[0].proposed').fill('食洗機で洗える汁椀');
  await expect(checks).toContainText('要確認');
  await expect(checks.getByRole('heading', { name: '次に書くこと' })).toHaveCount(0);
  await checks.locator('summary', { hasText: '満たしていること' }).click();
  await expect(checks).toContainText('「地域資源」の1行目は、必要なことがそろっています。');
  await look(window, 'checks');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-held.png` });
});

test('the whole period of support is said to be covered, or its hole', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const whole = answers('b', 'complete');
  await bridge.call('plans_fill', { id, answers: whole });
  await visit(window, `plans/${id}/B-4`);
  const checks = window.getByRole('region', { name: '確かめること' });
  await checks.locator('summary', { hasText: '満たしていること' }).click();
  await expect(checks).toContainText('2027年4月から2032年3月までの全期間に支援の担当があります。');
  whole.support_system[0].to = '2028-09-30';
  whole.support_system[1].from = '2028-12-01';
  whole.support_system[1].to = '2032-03-31';
  await bridge.call('plans_fill', { id, answers: { support_system: whole.support_system } });
  await window.reload();
  await expect(checks).toContainText('2028年10月、2028年11月の支援体制が空いています。');
});

test('what belongs to no requirement is told beside the other steps', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: { ...answers('c', 'complete'), contact: { name: '見本', email: 'shoko@city' } },
  });
  await visit(window, `plans/${id}/work`);
  const overview = window.getByRole('region', { name: '要件の進みぐあい' });
  await expect(overview).toContainText('計画の全体で確かめること');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-overview.png` });
  await overview.getByRole('button', { name: /メールアドレスに見えません/ }).click();
  await expect(control(window, 'contact.email')).toBeFocused();
});

test('what the policy wants besides is shown as no requirement', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await visit(window, `plans/${id}/work`);
  const note = window.getByRole('region', { name: /どのインフラ/ });
  await expect(note).toContainText('出典のことば（要件ではありません）');
  await expect(note).toContainText('道路、工業用水、鉄道など必要なインフラ整備');
  await look(window, 'guidance');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-guidance.png` });
});

test('checks hold at twice the text size', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await bridge.call('plans_fill', { id, answers: answers('b', 'half') });
  await visit(window, `plans/${id}/B-3`);
  await enlarge(window);
  await expect(window.getByRole('heading', { name: '次に書くこと' })).toBeVisible();
  await look(window, 'checks at 200 %');
});
