import { control } from '../support/answers';
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

test('what would come back is found, put right at once, and taken back', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', PLAN);
  await bridge.call('plans_fill', { id, answers: { summary: SUMMARY, vision: '①をめざす' } });
  await visit(window, `forms/${id}`);
  const counts = window.locator('[data-counts]');
  await expect(counts).toContainText(/要修正 \d+件/);
  await expect(counts).toContainText(/要確認 \d+件/);
  const kana = window.locator('[data-finding="character_half_width_kana@plan.summary"]');
  await window.screenshot({ path: '/tmp/paper-1.png' });
  console.log(await window.locator('[data-finding]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.finding)));
});
