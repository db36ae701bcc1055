import type { Page } from '@playwright/test';

import { sample } from '../support/bridge';
import { expect, test, visit } from '../support/window';

/** Types as an input method does: a conversion that is still open. */
async function compose(window: Page, text: string) {
  const session = await window.context().newCDPSession(window);
  await session.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  return {
    /** The Enter that ends the conversion, as the browser sees it. */
    async enter() {
      await session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: 229,
      });
      await session.send('Input.insertText', { text });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter' });
    },
    /** A key pressed in the middle of the conversion. */
    async press(key: string) {
      await session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        code: key,
        windowsVirtualKeyCode: 229,
      });
    },
  };
}

test('the Enter that ends a conversion chooses nothing', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
  await window.keyboard.press('Control+k');
  const box = window.getByRole('combobox', { name: '画面・計画・企業の名前' });
  await expect(box).toBeFocused();
  const open = await compose(window, 'せってい');
  await open.enter();
  await expect(box).toBeVisible();
  await expect(box).toHaveValue('せってい');
  await expect(window).toHaveURL(/\/(#.*home)?$/);
  await box.fill('設定');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('設定');
});

test('the Enter that ends a conversion submits no form', async ({ window }) => {
  await visit(window, 'settings');
  const box = window.getByLabel('あなたの名前');
  await box.fill('');
  await box.focus();
  const open = await compose(window, '見本 太郎');
  await open.enter();
  await expect(box).toHaveValue('見本 太郎');
  await expect(window.getByText(/名前を「/)).toHaveCount(0);
  await window.keyboard.press('Enter');
  await expect(window.getByText(/名前を「見本 太郎」にしました。/)).toBeVisible();
});

test('Esc in a conversion closes no dialog', async ({ window }) => {
  await window.keyboard.press('Control+k');
  const open = await compose(window, 'せい');
  await open.press('Escape');
  await expect(window.getByRole('dialog')).toBeVisible();
});

test('a search waits for the end of the conversion', async ({ window, bridge }) => {
  await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
  await window.reload();
  await visit(window, 'firms');
  const all = await window.getByRole('grid').getAttribute('aria-rowcount');
  await window.getByLabel('名前・読み・住所・法人番号').focus();
  await compose(window, 'ｚｚｚ');
  await window.waitForTimeout(500);
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', all ?? '');
});
