import { readFileSync } from 'node:fs';

import type { Locator, Page } from '@playwright/test';

import { control } from '../support/answers';
import { sample } from '../support/bridge';
import { enlarge, look } from '../support/look';
import { expect, test, visit } from '../support/window';

const PLAN = {
  title: '試しの計画',
  prefectures: ['18'],
  municipalities: ['182079'],
  start: '2027-04-01',
  end: '2032-03-31',
};

/** Pastes a block as a spreadsheet would. */
async function paste(place: Locator, text: string, html?: string): Promise<void> {
  await place.focus();
  await place.evaluate(
    (element, [text, html]) => {
      const data = new DataTransfer();
      data.setData('text/plain', text!);
      if (html) data.setData('text/html', html);
      const event = new ClipboardEvent('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      element.dispatchEvent(event);
    },
    [text, html ?? ''],
  );
}

const saved = (window: Page) => expect(window.locator('[data-saving="saved"]')).toBeVisible();

test('a block from Excel goes into a table, and one 元に戻す takes it back', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await visit(window, `plans/${id}/A-3`);
  await control(window, 'investments')
    .getByRole('button', { name: /1件加える$/ })
    .click();
  await paste(
    control(window, 'investments[0].investor'),
    '企業名\t投資額（百万円）\t開始日\t終了日\t場所\t種類\n' +
      '㈱見本光学\t１，２００\tR9.4.1\t令和12年3月31日\t鯖江市\t新設\n' +
      '"架空\n織物"\tたくさん\t平成31年5月1日\t2030/3/31\t越前市\t建替え\n',
  );
  const dialog = window.getByRole('dialog');
  await expect(dialog.locator('[data-pasted="2"]')).toBeVisible();
  await expect(dialog.locator('[data-unread="3"]')).toBeVisible();
  await expect(dialog.getByText('正しくは令和元年5月1日です', { exact: false })).toBeVisible();
  await look(window, 'paste');
  await dialog.getByRole('button', { name: '2行を入れる' }).click();
  await expect(dialog).toBeHidden();
  await saved(window);
  const { answers } = await bridge.call('plans_show', { id });
  expect(answers.investments).toEqual([
    {
      investor: '㈱見本光学',
      amount: 1_200_000_000,
      from: '2027-04-01',
      to: '2030-03-31',
      municipality: '182079',
      kind: 'new_site',
    },
    { investor: '架空　織物', to: '2030-03-31', municipality: '182095' },
  ]);
  // What could not be read stays where it belongs, with what would be right.
  await expect(control(window, 'investments[1].amount')).toHaveValue('たくさん');
  await expect(control(window, 'investments[1].amount')).toBeFocused();
  await expect(control(window, 'investments[1].from')).toHaveValue('平成31年5月1日');
  await expect(window.locator('[id="f-investments[1].from-error"]')).toContainText(
    '令和元年5月1日',
  );
  await control(window, 'investments[1].from').fill('令和元年5月1日');
  await control(window, 'investments[1].amount').focus();
  await expect(window.locator('[id="f-investments[1].from-error"]')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.investments[1].from)
    .toBe('2019-05-01');
  await bridge.call('ledger_undo', {});
  const undo = window.getByRole('button', { name: /^元に戻す/ }).first();
  await undo.click();
  await expect(control(window, 'investments[1].amount')).toHaveCount(0);
});

test('a paste can be thought better of, and mapped by hand', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: { related_bodies: [{ name: '一', role: '甲' }] },
  });
  await visit(window, `plans/${id}/work`);
  const first = control(window, 'related_bodies[0].name');
  await paste(first, '見本商工会\t助言\n架空銀行\t融資');
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('2行・2列を読み取りました');
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(first).toHaveValue('一');
  await paste(first, '助言\t見本商工会\n融資\t架空銀行');
  await dialog.getByLabel('1列目の入れ先').selectOption('role');
  await dialog.getByLabel('2列目の入れ先').selectOption('name');
  await dialog.getByRole('button', { name: '2行を入れる' }).click();
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.related_bodies)
    .toEqual([
      { name: '一', role: '甲' },
      { name: '見本商工会', role: '助言' },
      { name: '架空銀行', role: '融資' },
    ]);
  await window.getByRole('button', { name: /^元に戻す/ }).first().click();
  await expect(control(window, 'related_bodies[1].name')).toHaveCount(0);
  // The same by keyboard and without a place in the table: the button opens a box to paste into.
  await control(window, 'related_bodies')
    .getByRole('button', { name: 'Excelから貼り付ける' })
    .press('Enter');
  await paste(dialog.getByRole('textbox'), '', '<table><tr><td>役所</td><td>事務局</td></tr></table>');
  await expect(dialog).toContainText('1行・2列を読み取りました');
  await window.keyboard.press('Control+Enter');
  await expect(control(window, 'related_bodies[1].name')).toHaveValue('役所');
});

test('a municipality is found by its reading, by keyboard alone', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/C-3`);
  const box = control(window, 'consultation_desk.municipality');
  await box.focus();
  await window.keyboard.type('いけだ');
  const options = window.locator('[role="option"]:visible');
  await expect(options.first()).toContainText('福井県今立郡池田町');
  await window.keyboard.press('Escape');
  await expect(options.first()).toBeHidden();
  // Fingers faster than the search: Enter and Tab wait for the choices of what was typed.
  await box.fill('えちぜん');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Tab');
  await expect(box).toHaveValue(/福井県.*越前/);
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.consultation_desk)
    .toEqual({ municipality: expect.stringMatching(/^18\d{4}$/) });
});

test('several industries are chosen and taken out again', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  const box = control(window, 'industries');
  await box.fill('食料品');
  await expect(window.locator('[role="option"]:visible').first()).toContainText('09');
  await window.keyboard.press('Enter');
  await box.fill('32');
  await expect(window.locator('[role="option"]:visible').first()).toContainText('その他の製造業');
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.industries)
    .toEqual(['09', '32']);
  await window.getByRole('button', { name: /^09 食料品製造業を外す/ }).click();
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.industries)
    .toEqual(['32']);
});

test('dates, years and amounts are read as people write them', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await visit(window, `plans/${id}/work`);
  await control(window, 'funding')
    .getByRole('button', { name: /1件加える$/ })
    .click();
  const year = control(window, 'funding[0].fiscal_year');
  await year.fill('令和９年度');
  const amount = control(window, 'funding[0].amount');
  await amount.fill('1億2千万円');
  await expect(year).toHaveValue(/2027年度/);
  await control(window, 'funding[0].basis').focus();
  await expect(amount).toHaveValue('120,000');
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.funding)
    .toEqual([{ fiscal_year: 2027, amount: 120_000_000 }]);
  await control(window, 'funding').getByLabel('金額の単位').selectOption('hundred_million_yen');
  await expect(amount).toHaveValue('1.2');
  await amount.fill('△1');
  await control(window, 'funding[0].basis').focus();
  await expect(window.locator('[id="f-funding[0].amount-error"]')).toContainText('0円以上');
  // What was not understood is still there after a walk through the plan.
  await visit(window, `plans/${id}/basics`);
  await expect(control(window, 'summary')).toBeVisible();
  await visit(window, `plans/${id}/work`);
  await expect(control(window, 'funding[0].amount')).toHaveValue('△1');
});

test('a text that is too long stays whole, is marked, and holds nothing else back', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/C-1`);
  const resources = control(window, 'resources');
  await resources.getByRole('button', { name: /1件加える$/ }).click();
  await control(window, 'resources[0].name').fill('見本漆器');
  await control(window, 'resources[0].text').fill('長'.repeat(100_000));
  await expect(window.locator('[data-over="70000"]')).toContainText('70,000');
  await expect
    .poll(async () => (await bridge.call('plans_show', { id })).answers.resources)
    .toEqual([{ name: '見本漆器' }]);
  await visit(window, `plans/${id}/basics`);
  await expect(control(window, 'summary')).toBeVisible();
  await visit(window, `plans/${id}/C-1`);
  await expect(window.locator('[data-over="70000"]')).toBeVisible();
  await control(window, 'resources[0].text').fill('短い');
  await saved(window);
  expect((await bridge.call('plans_show', { id })).answers.resources[0].text).toBe('短い');
});

test('characters that may not arrive are said and can be put right', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  const box = control(window, 'summary');
  await box.fill('㈱見本のﾒｶﾞﾈ①と髙橋');
  const notices = window.locator('[data-notices="f-summary"]');
  await expect(notices).toContainText('「㈱」→「株式会社」');
  await expect(box).not.toHaveAttribute('aria-invalid', 'true');
  await notices.getByRole('button', { name: /の文字を直す$/ }).first().click();
  await expect(box).toHaveValue('株式会社見本のメガネ(1)と髙橋');
  await expect(notices).not.toContainText('㈱');
  await expect(notices).toContainText('髙');
});

test('a firm of the ledger fills its name and number', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('prefecture.xlsx'), dry_run: false });
  const { firms } = await bridge.call('firms_list', { search: '精密', limit: 1 });
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await visit(window, `plans/${id}/A-3`);
  await control(window, 'investments')
    .getByRole('button', { name: /1件加える$/ })
    .click();
  await control(window, 'investments[0].investor').fill(firms[0].name);
  await expect(window.locator('[role="option"]:visible').first()).toContainText(firms[0].name);
  await window.keyboard.press('Enter');
  await expect(control(window, 'investments[0].corporate_number')).toHaveValue(
    firms[0].corporate_number ?? '',
  );
});

test("an input method's Enter and arrows are its own", async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'c', ...PLAN });
  await visit(window, `plans/${id}/C-3`);
  const box = control(window, 'consultation_desk.municipality');
  await box.fill('えちぜん');
  await expect(window.locator('[role="option"]:visible').first()).toBeVisible();
  await box.evaluate((element) => {
    for (const key of ['ArrowDown', 'Enter', 'Escape']) {
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }),
      );
    }
  });
  await expect(window.locator('[role="option"]:visible').first()).toBeVisible();
  await expect(box).toHaveValue('えちぜん');
});

test("a plan's own data is changed, and what falls outside is named first", async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: { support_system: [{ organisation: '県', from: '2027-04-01', to: '2032-03-31' }] },
  });
  await visit(window, `plans/${id}/basics`);
  const facts = window.getByRole('region', { name: '計画の名称・区域・期間' });
  await facts.getByRole('button', { name: '変える' }).click();
  await facts.getByLabel('計画の名前').fill('新しい名前');
  await facts.getByLabel('計画の終わりの日').fill('R13.3.31');
  await expect(facts).toContainText('新しい期間・区域の外になるものが1件あります');
  await look(window, 'facts');
  await facts.getByRole('button', { name: 'この内容に変える' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('新しい名前');
  const { plan, answers } = await bridge.call('plans_show', { id });
  expect(plan.period.end).toBe('2031-03-31');
  expect(answers.support_system[0].to).toBe('2032-03-31');
});

test('rows are doubled, deleted and moved, in cards as in a wide table', async ({
  window,
  bridge,
}) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const rows = ['一', '二', '三'].map((organisation) => ({ organisation, persons: 1 }));
  await bridge.call('plans_fill', { id, answers: { support_system: rows } });
  await visit(window, `plans/${id}/B-4`);
  const table = control(window, 'support_system');
  await expect(table.getByRole('button', { name: /^1件目/ }).first()).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  await table.getByRole('button', { name: '2件目の操作' }).click();
  await table.getByRole('button', { name: '2件目を複製' }).click();
  await expect
    .poll(async () =>
      (await bridge.call('plans_show', { id })).answers.support_system.map(
        (row: { organisation: string }) => row.organisation,
      ),
    )
    .toEqual(['一', '二', '二', '三']);
  await window.getByRole('button', { name: '広い表で編集する' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByRole('table')).toBeVisible();
  await look(window, 'wide table');
  await control(window, 'support_system[3].organisation').focus();
  await window.keyboard.press('Alt+ArrowUp');
  await expect(control(window, 'support_system[2].organisation')).toHaveValue('三');
  await dialog.getByRole('button', { name: '2件目の操作' }).click();
  await dialog.getByRole('button', { name: '2件目を削除' }).click();
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect
    .poll(async () =>
      (await bridge.call('plans_show', { id })).answers.support_system.map(
        (row: { organisation: string }) => row.organisation,
      ),
    )
    .toEqual(['一', '三', '二']);
});

test('Ctrl+Z takes back typing first, then what was saved', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  await visit(window, `plans/${id}/basics`);
  await control(window, 'vision').fill('保存した文');
  await saved(window);
  const box = control(window, 'document_number');
  await box.focus();
  await window.keyboard.type('12');
  await window.keyboard.press('Control+z');
  await expect(box).toHaveValue('');
  await expect(control(window, 'vision')).toHaveValue('保存した文');
  await saved(window);
  await control(window, 'addressee').focus();
  // Whether the number was saved on its way, and is a step of its own, depends on the typist.
  await expect(async () => {
    await window.keyboard.press('Control+z');
    await expect(control(window, 'vision')).not.toHaveValue('保存した文', { timeout: 1500 });
  }).toPass();
});

for (const kind of ['a', 'b', 'c']) {
  test(`every finding of a broken plan ${kind} leads to an input`, async ({ window, bridge }) => {
    test.setTimeout(180_000);
    const { id } = await bridge.call('plans_create', { kind, ...PLAN });
    const answers = JSON.parse(readFileSync(sample(`plan_${kind}.json`), 'utf8'));
    // Each table loses its cells one by one, so that each column is found missing somewhere.
    for (const rows of Object.values(answers) as { [key: string]: unknown }[][]) {
      if (!Array.isArray(rows) || typeof rows[0] !== 'object') continue;
      const names = Object.keys(rows[0] ?? {});
      rows.push(...names.map((name) => ({ ...rows[0], [name]: null })));
    }
    await bridge.call('plans_fill', { id, answers });
    const { requirements } = await bridge.call('plans_check', { id });
    for (const requirement of requirements) {
      await visit(window, `plans/${id}/${requirement.id}`);
      const checks = window.getByRole('region', { name: '確かめること' });
      await expect(checks).toBeVisible();
      for (const finding of [...requirement.missing, ...requirement.warnings]) {
        await visit(window, `plans/${id}/${requirement.id}`);
        // The one to do next has a button of its own, all others are sentences that lead there.
        const sentence = checks.getByRole('button', { name: finding.message, exact: true });
        const next = checks.locator(`[data-next="${finding.field}"]`);
        await sentence.or(next).first().click();
        await expect
          .poll(
            () =>
              window.evaluate(() => {
                const place = document.activeElement;
                const inside = place?.closest('[data-inputs]') !== null;
                return inside && place?.matches('input, select, textarea, button, a');
              }),
            { message: `${finding.field}: ${finding.message}` },
          )
          .toBe(true);
      }
    }
  });
}

test('typing stays quick in a large plan', async ({ window, bridge }) => {
  test.setTimeout(180_000);
  const { id } = await bridge.call('plans_create', { kind: 'b', ...PLAN });
  const rows = (count: number, row: (n: number) => object) =>
    Array.from({ length: count }, (_, n) => row(n));
  await bridge.call('plans_fill', {
    id,
    answers: {
      related_bodies: rows(500, (n) => ({ name: `機関${n}`, role: '助言' })),
      actions: rows(60, (n) => ({ name: `取組${n}`, from: '2027-04-01', to: '2028-03-31' })),
      promotion_structure: '長い文章。'.repeat(2_000),
    },
  });
  await visit(window, `plans/${id}/work`);
  const box = control(window, 'related_bodies[3].name');
  await box.focus();
  const started = Date.now();
  await window.keyboard.type('あ'.repeat(40));
  const each = (Date.now() - started) / 40;
  console.log(`${each.toFixed(1)} ms for a key`);
  expect(each).toBeLessThan(100);
});

test('the inputs work at 200 %', async ({ window, bridge }) => {
  const { id } = await bridge.call('plans_create', { kind: 'a', ...PLAN });
  await bridge.call('plans_fill', {
    id,
    answers: JSON.parse(readFileSync(sample('plan_a.json'), 'utf8')),
  });
  await enlarge(window);
  for (const step of ['basics', 'A-3']) {
    await visit(window, `plans/${id}/${step}`);
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await window.waitForTimeout(300);
    await look(window, step);
  }
});
