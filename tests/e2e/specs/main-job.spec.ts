import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sampleAnswers, write } from '../support/answers';
import { sample } from '../support/bridge';
import { count, expect, readFile, test, visit } from '../support/window';

test('from a list of firms to a set of forms', async ({ window, bridge }) => {
  test.setTimeout(180_000);

  await test.step('the empty ledger offers three ways to begin', async () => {
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/はじめに/);
    for (const name of ['見本で試す', '企業の一覧を取り込む', '計画をつくる']) {
      await expect(window.getByText(name, { exact: true }).first()).toBeVisible();
    }
  });

  await test.step('a list comes in', async () => {
    await readFile(window, bridge, sample('prefecture.xlsx'));
    const fresh = await count(window, 'new');
    expect(fresh).toBeGreaterThan(300);
    await window.getByRole('button', { name: '取り込む', exact: true }).click();
    await expect(window.getByText(/取り込みました。新しい企業/)).toBeVisible();
    await window.getByRole('link', { name: '企業の一覧を見る' }).click();
    await expect(window.getByRole('status').filter({ hasText: `${fresh}件` })).toBeVisible();
  });

  await test.step('a figure shows where it comes from', async () => {
    await window.getByLabel('名前・読み・住所・法人番号').fill('精密');
    await window.getByRole('gridcell', { name: /精密/ }).first().click();
    await window
      .getByRole('button', { name: /^売上額.*の出典$/ })
      .first()
      .click();
    const dialog = window.getByRole('dialog');
    await expect(dialog).toContainText('prefecture.xlsx');
    await expect(dialog.getByText(/^[A-Z]+\d+$/)).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('a plan begins', async () => {
    await window.keyboard.press('Control+2');
    await window.getByRole('button', { name: '計画をつくる' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('button', { name: 'この内容でつくる' }).click();
    await expect(dialog.getByText('＊「計画の名前」を入力してください。')).toBeVisible();
    await dialog.getByRole('radio', { name: /地場産業成長プラン/ }).check();
    await dialog.getByLabel('計画の名前').fill('見本漆器の地場産業成長プラン');
    await dialog.getByRole('combobox', { name: '都道府県' }).selectOption('18');
    await dialog.getByRole('combobox', { name: '市区町村' }).fill('さばえ');
    await dialog.getByRole('option', { name: /鯖江市/ }).click();
    await dialog.getByLabel('計画のはじめの日').fill('令和９年４月１日');
    await dialog.getByLabel('計画の終わりの日').fill('R14.3.31');
    await dialog.getByRole('button', { name: 'この内容でつくる' }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(
      '見本漆器の地場産業成長プラン',
    );
    await expect(window.getByText('あと3つ')).toBeVisible();
  });

  const answers = sampleAnswers('plan_c.json');
  const asked: Record<string, string[]> = {
    'C-1': ['resources', 'product_comparisons'],
    'C-2': ['kpi'],
    'C-3': ['consultation_desk'],
  };
  for (const [requirement, keys] of Object.entries(asked)) {
    await test.step(`requirement ${requirement} is written and confirmed`, async () => {
      await window
        .getByRole('link', { name: new RegExp(`^${requirement}`) })
        .first()
        .click();
      await expect(window.getByText('出典のことば')).toBeVisible();
      for (const key of keys) await write(window, key, answers[key]!);
      await window.getByRole('button', { name: 'この要件を確認済みにする' }).click();
      await expect(
        window.getByRole('region', { name: '確かめること' }).getByText('充足', { exact: true }),
      ).toBeVisible();
    });
  }
  await expect(window.getByText('すべて充足しました')).toBeVisible();

  await test.step('what was written is still there after a new start', async () => {
    await window.reload();
    await window.getByRole('link', { name: /^C-3/ }).first().click();
    await expect(window.locator('[id="f-consultation_desk.department"]')).toHaveValue(
      '見本商工観光課 地場産業係',
    );
    await expect(window.locator('[id="f-consultation_desk.opens_on"]')).toHaveValue('2027-03-01');
  });

  await test.step('the forms go out and are read back', async () => {
    const folder = join(bridge.folder, 'forms');
    mkdirSync(folder);
    await visit(window, 'forms');
    await bridge.answer(folder);
    await window.getByRole('button', { name: 'フォルダーを選ぶ' }).click();
    await expect(window.locator('[data-folder]')).toContainText(folder);
    await window.getByRole('button', { name: 'Excelで書き出す' }).click();
    await expect(
      window.getByText(/シート・.+項目を書き出し、読み返して一致しました/).first(),
    ).toBeVisible();
    const path = await window.locator('[data-written]').first().innerText();
    expect(existsSync(path)).toBe(true);
    expect(readdirSync(folder)).not.toHaveLength(0);
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    await window.getByRole('button', { name: 'フォルダーを開く' }).first().click();
    await expect.poll(() => bridge.revealed()).toEqual([path]);
  });
});
