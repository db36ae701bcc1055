import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../support/bridge';
import { count, expect, readFile, test, visit } from '../support/window';

const shot = (window: any, name: string) => window.screenshot({ path: `/tmp/shots/${name}.png` });

test('chamber', async ({ window, bridge }) => {
  await visit(window, 'firms/import');
  await shot(window, 'empty');
  await readFile(window, bridge, sample('chamber.xlsx'));
  await shot(window, 'full');
  await window.getByRole('heading', { name: '2　読み取り' }).evaluate((e: any) => e.scrollIntoView());
  await shot(window, 'read');
  const row = window.locator('[data-row="5"]');
  await row.focus();
  await window.keyboard.press('Enter');
  await shot(window, 'menu');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await window.waitForTimeout(1500);
  await shot(window, 'menu-after');
  await window.getByRole('heading', { name: '3　確認' }).evaluate((e: any) => e.scrollIntoView());
  await shot(window, 'check');
  await window.evaluate(() => localStorage.setItem('shirube.text-size', '200'));
  await window.reload();
  await expect(window.locator('[data-count="new"]')).toBeVisible();
  await shot(window, 'full200');
  await window.getByRole('heading', { name: '2　読み取り' }).evaluate((e: any) => e.scrollIntoView());
  await shot(window, 'read200');
  await window.getByRole('region', { name: 'シートの中身と、読み取り方' }).evaluate((e: any) => e.scrollIntoView());
  await shot(window, 'sheet200');
});

test('unknown header', async ({ window, bridge }) => {
  const file = join(bridge.folder, '謎.csv');
  writeFileSync(file, '会員名簿\n作成 2024/4/1\nコード,なまえ,うりあげ,まち\n1,株式会社山田,1200,福井市\n2,有限会社川,300,鯖江市\n3,海産業,3100,鯖江市\n合計,,4600,\n');
  await visit(window, 'firms/import');
  await bridge.answer(file);
  await window.getByRole('button', { name: 'ファイルを選ぶ' }).click();
  await window.waitForTimeout(1500);
  await shot(window, 'unknown');
});
