import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { control, sampleAnswers } from '../support/answers';
import { sample } from '../support/bridge';
import { Keyboard } from '../support/keyboard';
import { expect, test } from '../support/window';
import { eraDay, Writer } from '../support/writer';

/** The plans of assets/samples/plans.toml; the texts and numbers are in its plan_*.json. */
const PLANS = [
  {
    kind: 'c',
    title: '漆器のまち 鯖江の地場産業成長プラン',
    towns: ['182079'],
    firms: [
      ['3999901000005', 'core', '新しい汁椀の開発と、海外の売り先づくりの中心になるため。'],
      ['1999901000114', 'participant', '木地と塗りの工程を受け持つため。'],
    ],
  },
  {
    kind: 'a',
    title: '航空・宇宙向け高機能部材の供給拠点づくり',
    towns: ['182010', '182079'],
    firms: [
      ['7999901000001', 'core', 'チタン部材の量産ラインを新しくつくる中心の企業のため。'],
      ['6999901000002', 'participant', '素材の加工を受け持ち、見本精密工業と共同で投資するため。'],
    ],
  },
  {
    kind: 'b',
    title: '眼鏡・精密加工クラスター計画',
    towns: ['182010', '182079', '182095'],
    firms: [
      ['7999901000001', 'priority_support', '県内の加工会社への発注が多いため。'],
      ['5999901000003', 'priority_support', '眼鏡枠の輸出が県内でもっとも多いため。'],
    ],
  },
];

type Row = { [key: string]: string | number };

/** The faults that the samples keep, by the requirement that they break. */
const FAULTS: { [requirement: string]: string } = { 'A-4': 'no wages', 'B-4': 'a hole' };
const HOLE_CLOSED = '2028-11-30';
const WAGES = {
  kind: 'wage',
  text: '参画企業の平均給与を、5年で15%上げる。',
  baseline: 0,
  target: 15,
  year: 2031,
};
const SOURCES: { [code: string]: string } = {
  state: '国',
  prefecture: '都道府県',
  private: '民間',
};

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

for (const plan of PLANS) {
  test(`a whole plan of kind ${plan.kind} by keyboard alone`, async ({ window, bridge }) => {
    test.setTimeout(300_000);
    const keys = new Keyboard(window);
    const writer = new Writer(window, keys, bridge);
    await writer.learn(plan.kind);
    await bridge.call('firms_import', { file: sample('prefecture.xlsx'), dry_run: false });
    await window.reload();
    await keys.guard();
    const answers = sampleAnswers(`plan_${plan.kind}.json`);
    const left = new Set(Object.keys(answers));
    const title = window.locator('[data-step-title]');

    await test.step('the plan is made', async () => {
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await keys.press('Control+2');
      await keys.expectAt(window.locator('[data-page-title]'));
      await keys.push(window.getByRole('button', { name: '計画をつくる' }));
      const dialog = window.getByRole('dialog');
      await keys.pick(dialog.locator(`input[name="kind"][value="${plan.kind}"]`));
      await keys.compose(dialog.locator('#create-title'), plan.title);
      await keys.choose(dialog.locator('#create-prefecture'), '18');
      for (const town of plan.towns) {
        await keys.search(
          dialog.getByRole('combobox', { name: '市区町村' }),
          town,
          new RegExp(`${town}\\s*$`),
        );
      }
      await keys.type(dialog.locator('#create-start'), eraDay('2027-04-01'));
      await keys.type(dialog.locator('#create-end'), eraDay('2032-03-31'));
      await keys.press('Control+Enter');
      await keys.expectAt(title);
    });
    const { id } = (await bridge.call('plans_list', {})).plans[0];
    const count = (await bridge.call('plans_check', { id })).total;
    const steps = await window
      .locator('nav[aria-label="計画の手順"] ol')
      .first()
      .locator('a')
      .count();
    expect(steps).toBeGreaterThan(count);

    for (;;) {
      const place = new URL(window.url()).hash.split('/')[3] ?? 'basics';
      await test.step(place, async () => {
        if (place === 'firms') await selectFirms();
        for (const key of await writer.asked(left)) {
          if (key === 'funding' && plan.kind === 'a') await pasteFunding(answers[key] as Row[]);
          else await writer.write(key, answers[key]!);
          left.delete(key);
        }
        await mendFault(place);
        if (/^[ABC]-/.test(place)) await confirm();
      });
      await keys.press('Control+Enter');
      await window.waitForURL((url) => (url.hash.split('/')[3] ?? '') !== place);
      if (new URL(window.url()).hash.startsWith('#/forms/')) break;
      await keys.expectAt(title);
    }
    expect([...left], 'every answer had its box').toEqual([]);

    await test.step('the forms are written', async () => {
      const folder = join(bridge.folder, 'forms');
      mkdirSync(folder);
      await bridge.answer(folder);
      await keys.push(window.getByRole('button', { name: 'Excelで書き出す' }));
      await expect(window.getByText('読み返して一致しました').first()).toBeVisible({
        timeout: 30_000,
      });
    });

    const { requirements, done, total } = await bridge.call('plans_check', { id });
    const states = requirements.map((one: { state: string }) => one.state);
    expect(states.filter((state: string) => !['met', 'not_applicable'].includes(state))).toEqual(
      [],
    );
    expect(done).toBe(total);
    expect((await bridge.call('plans_show', { id })).answers).toEqual(expected());
    expect(await keys.pointers(), 'no pointer came down').toBe(0);

    async function selectFirms(): Promise<void> {
      for (const [number, role, reason] of plan.firms) {
        await keys.search(window.getByRole('combobox', { name: '企業' }), number!, number!);
        await keys.expectAt(window.getByLabel('役割'));
        await keys.choose(window.getByLabel('役割'), role!);
        await keys.type(window.getByLabel('選んだ理由'), reason!);
        await keys.push(window.getByRole('button', { name: '計画に加える' }));
        await keys.expectAt(window.getByRole('combobox', { name: '企業' }));
      }
    }

    /** Two of the samples have a fault, to be found: 「この欄へ行く」 leads to it. */
    async function mendFault(place: string): Promise<void> {
      const fault = FAULTS[place];
      if (!fault) return;
      const checks = window.getByRole('region', { name: '確かめること' });
      await expect(checks.getByText('不足').first()).toBeVisible();
      await keys.press('F6');
      await keys.push(checks.getByRole('button', { name: 'この欄へ行く' }));
      if (place === 'A-4') await writer.addRow('labour_measures', WAGES);
      else await keys.type(control(window, 'support_system[0].to'), eraDay(HOLE_CLOSED));
    }

    /** A block of cells as a spreadsheet copies it, put in with Ctrl+V. */
    async function pasteFunding(rows: Row[]): Promise<void> {
      const table = control(window, 'funding');
      await keys.leap(table);
      const lines = rows.map((row) =>
        [row.fiscal_year, SOURCES[String(row.source)], row.amount, row.basis].join('\t'),
      );
      const block = ['年度\t財源\t金額（円）\t積算の根拠', ...lines].join('\n');
      await window.evaluate((text) => navigator.clipboard.writeText(text), block);
      await keys.push(table.getByRole('button', { name: '資金計画を1件加える' }));
      await keys.press('Control+v');
      const dialog = window.getByRole('dialog');
      await expect(dialog.locator('[data-pasted]')).toHaveAttribute(
        'data-pasted',
        `${rows.length}`,
      );
      await keys.press('Control+Enter');
      await expect(dialog).toBeHidden();
      await keys.expectAt(table);
    }

    async function confirm(): Promise<void> {
      const checks = window.getByRole('region', { name: '確かめること' });
      await expect(checks.getByText('要確認')).toBeVisible();
      await keys.press('F6');
      await keys.push(checks.getByRole('button', { name: 'この要件を確認済みにする' }));
      await expect(checks.getByText('充足').first()).toBeVisible();
      await keys.expectAt(checks);
    }

    function expected(): unknown {
      const wanted = structuredClone(answers) as any;
      if (plan.kind === 'a') wanted.labour_measures.push(WAGES);
      if (plan.kind === 'b') wanted.support_system[0].to = HOLE_CLOSED;
      return wanted;
    }
  });
}
