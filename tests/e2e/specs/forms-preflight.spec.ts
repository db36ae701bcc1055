import { control } from '../support/answers';
import { Keyboard } from '../support/keyboard';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  kind: 'b',
  title: '点検する計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};
const SUMMARY = '平成40年までにクラスタ計画を進め、ﾒｶﾞﾈ産業を伴奏支援する。';
const MENDED = '令和10年までにクラスター計画を進め、メガネ産業を伴走支援する。';

test('what would come back is found, put right at once, and taken back', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', { id, answers: { summary: SUMMARY, vision: '①をめざす' } });
  const keys = new Keyboard(window);
  await visit(window, `forms/${id}`);
  const counts = window.locator('[data-counts]');
  await expect(counts).toContainText(/要修正 [1-9]\d*件.*要確認 [1-9]\d*件.*参考 \d+件/);
  const summary = async () => (await bridge.call('plans_show', { id })).answers.summary;

  const kana = window.locator('[data-finding^="character_half_width_kana@"]');
  await expect(kana).toContainText('ﾒｶﾞﾈ');
  await expect(kana.locator('ins')).toHaveText('メガネ');
  await kana.locator('[data-mend]').focus();
  await keys.press('Enter');
  await expect(kana).toHaveCount(0);
  await expect(window.getByText('1項目を直しました').first()).toBeVisible();
  expect(await summary()).toContain('メガネ産業');
  expect(await summary()).toContain('クラスタ計画');
  // The focus went on to the next finding, not nowhere.
  await expect
    .poll(() => window.evaluate(() => document.activeElement?.closest('[data-finding]') !== null))
    .toBe(true);

  await window.locator('[data-mend-all]').focus();
  await keys.press('Enter');
  await expect(window.locator('[data-mend]')).toHaveCount(0);
  expect(await summary()).toBe(MENDED);
  await look(window, 'mended');
  await keys.press('Control+z');
  await expect(window.locator('[data-mend]').first()).toBeVisible();
  expect(await summary()).toContain('クラスタ計画');
});

test('a finding leads into its box, and one comes back to the same finding', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', {
    id,
    answers: { products: [{ name: '枠', route: 'export', export_amount: 1_000 }] },
  });
  const keys = new Keyboard(window);
  await visit(window, `forms/${id}`);
  const finding = window.locator('[data-finding$="@products[0].source"]').first();
  await finding.locator('[data-to-plan]').focus();
  await keys.press('Enter');
  await expect(control(window, 'products[0].source')).toBeFocused();
  await expect(window).toHaveURL(/#\/plans\/[^/]+\/B-1$/);
  await window.keyboard.type('生産動態統計');
  await expect(window.locator('[data-saving="saved"]')).toBeVisible();

  // What was mended is gone; the way back leads to the list.
  const back = window.getByRole('link', { name: '提出前点検にもどる' });
  await back.focus();
  await keys.press('Enter');
  await expect(window.locator('[data-preflight-title]')).toBeFocused();
  await expect(finding).toHaveCount(0);

  // One that stays has the focus again, also by Back.
  const other = window.locator('[data-finding="cover_blank@contact.name"]');
  await other.locator('[data-to-plan]').focus();
  await keys.press('Enter');
  await expect(control(window, 'contact.name')).toBeFocused();
  await window.goBack();
  await expect(other.locator('[data-to-plan]')).toBeFocused();
  // Arrows go from finding to finding.
  await keys.press('ArrowUp');
  await expect(other.locator('[data-to-plan]')).not.toBeFocused();
  await keys.press('ArrowDown');
  await expect(other.locator('[data-to-plan]')).toBeFocused();
});

test('the form is seen as it would be written', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', { id, answers: { summary: '眼鏡の部品を海外へ売る。' } });
  await visit(window, `forms/${id}`);
  const paper = window.locator('[data-paper]');
  await expect(paper.locator('[data-page="1"]')).toContainText('地域産業クラスター計画');
  await expect(paper.getByRole('table').first()).toBeVisible();
  const sheets = window.getByLabel('シート', { exact: true });
  await sheets.selectOption({ label: '2. 計画概要' });
  await expect(paper).toContainText('眼鏡の部品を海外へ売る。');
  await look(window, 'preview');
  // What is changed meanwhile shows at once.
  await bridge.call('plans_fill', { id, answers: { summary: '別の概要にする。' } });
  await window.reload();
  await sheets.selectOption({ label: '2. 計画概要' });
  await expect(paper).toContainText('別の概要にする。');
  await enlarge(window);
  await expect(window.locator('[data-counts]')).toBeVisible();
  await expect(paper.locator('[data-page="1"]')).toBeVisible();
  await look(window, 'preview at 200 %');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-200.png` });
});

test('a finding shows its cell on the form', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', { id, answers: { summary: SUMMARY } });
  await visit(window, `forms/${id}`);
  const kana = window.locator('[data-finding^="character_half_width_kana@"]');
  const keys = new Keyboard(window);
  await kana.locator('[data-show]').focus();
  await keys.press('Enter');
  const marked = window.locator('[data-marked]');
  await expect(marked).toContainText('ﾒｶﾞﾈ');
  await expect(marked).toBeInViewport();
  await expect(kana).toHaveAttribute('aria-current', 'true');
  await look(window, 'marked');
  if (process.env.SHOTS) await window.screenshot({ path: `${process.env.SHOTS}-marked.png` });
});
