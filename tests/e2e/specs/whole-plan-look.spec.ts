import type { Page } from '@playwright/test';

import { sampleAnswers } from '../support/answers';
import { sample, type Bridge } from '../support/bridge';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const KINDS = ['a', 'b', 'c'];

/** The three sample plans, with their firms, as far as they are written. */
async function writePlans(bridge: Bridge): Promise<string[]> {
  await bridge.call('firms_import', { file: sample('prefecture.xlsx'), dry_run: false });
  const { firms } = await bridge.call('firms_list', { search: '見本', limit: 3 });
  const ids: string[] = [];
  for (const kind of KINDS) {
    const { id } = await bridge.call('plans_create', {
      kind,
      title: `見本の計画 ${kind.toUpperCase()}：眼鏡と精密加工の技術を次の世代へつなぐ計画`,
      prefectures: ['18'],
      municipalities: kind === 'c' ? ['182079'] : ['182010', '182079', '182095'],
      start: '2027-04-01',
      end: '2032-03-31',
    });
    await bridge.call('plans_fill', { id, answers: sampleAnswers(`plan_${kind}.json`) });
    for (const firm of firms) {
      await bridge.call('plans_select', {
        id,
        firm: firm.id,
        role: kind === 'b' ? 'priority_support' : 'core',
        reason: '中心になる企業のため。',
      });
    }
    const { requirements } = await bridge.call('plans_check', { id });
    for (const one of requirements) {
      if (one.state !== 'needs_review') continue;
      await bridge.call('plans_confirm', { id, requirement: one.id });
    }
    ids.push(id);
  }
  return ids;
}

/** The names of the steps, in their order. */
async function stepsOf(window: Page, id: string): Promise<string[]> {
  const links = window.locator(`main nav a[href^="#/plans/${id}/"]`);
  await expect(links.first()).toBeAttached();
  const names = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute('href')?.split('/')[3] ?? ''),
  );
  return [...new Set(names)];
}

for (const size of [100, 200]) {
  test(`every step of the three plans at ${size} %`, async ({ window, bridge }) => {
    test.setTimeout(300_000);
    const ids = await writePlans(bridge);
    if (size === 200) await enlarge(window);
    for (const [index, id] of ids.entries()) {
      await visit(window, `plans/${id}`);
      await expect(window.locator('[data-step-title]')).toBeVisible();
      for (const step of await stepsOf(window, id)) {
        await visit(window, `plans/${id}/${step}`);
        await expect(
          window.locator(`nav a[aria-current="step"][href$="/${step}"]`).first(),
        ).toBeAttached();
        await window.waitForTimeout(250);
        if (process.env.SHOTS) {
          const place = `${process.env.SHOTS}-${size}-${KINDS[index]}-${step}.png`;
          await window.screenshot({ path: place });
        }
        await look(window, `${KINDS[index]} ${step}`);
      }
    }
  });
}
