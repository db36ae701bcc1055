import { control } from '../support/answers';
import type { Bridge } from '../support/bridge';
import { Keyboard } from '../support/keyboard';
import { expect, test, visit } from '../support/window';

async function planOf(bridge: Bridge, kind: string): Promise<string> {
  const { id } = await bridge.call('plans_create', {
    kind,
    title: '試しの計画',
    prefectures: ['18'],
    municipalities: ['182079'],
    start: '2027-04-01',
    end: '2032-03-31',
  });
  return id;
}

test('F6 goes from part to part and comes back to the box', async ({ window, bridge }) => {
  const keys = new Keyboard(window);
  const id = await planOf(bridge, 'c');
  await visit(window, `plans/${id}/C-3`);
  const box = control(window, 'consultation_desk.department');
  await keys.expectAt(window.locator('[data-step-title]'));
  await keys.reach(box);
  await keys.press('F6');
  await keys.expectAt(window.getByRole('region', { name: '確かめること' }));
  await keys.press('F6');
  await keys.expectAt(window.getByRole('navigation', { name: '画面' }));
  await keys.press('Shift+F6');
  await keys.press('Shift+F6');
  await expect(box).toBeFocused();
  await keys.press('Shift+F6');
  await keys.expectAt(window.locator('nav a[aria-current="step"]').first());
});

test('Ctrl+PageDown passes a table with many cells, Ctrl+Shift+Enter goes back', async ({
  window,
  bridge,
}) => {
  const keys = new Keyboard(window);
  const id = await planOf(bridge, 'c');
  await visit(window, `plans/${id}/work`);
  await expect(window.locator('[data-funding]')).toBeVisible();
  await keys.expectAt(window.locator('[data-step-title]'));
  await keys.leap(control(window, 'promotion_structure'));
  await expect(control(window, 'promotion_structure')).toBeFocused();
  await keys.press('Control+PageUp');
  await keys.expectAt(control(window, 'funding'));
  await keys.press('Control+Shift+Enter');
  await expect(window).toHaveURL(/C-3$/);
  await keys.expectAt(window.locator('[data-step-title]'));
});

test('what closes or goes away gives the focus back', async ({ window, bridge }) => {
  const keys = new Keyboard(window);
  const id = await planOf(bridge, 'c');
  await bridge.call('plans_fill', { id, answers: { related_bodies: [{ name: '商工会議所' }] } });
  await visit(window, `plans/${id}/C-3`);
  const overrule = window.getByRole('button', { name: '自分で判断する' });
  await keys.expectAt(window.locator('[data-step-title]'));
  await keys.press('F6');
  await keys.push(overrule);
  await expect(window.getByRole('dialog')).toBeVisible();
  await keys.press('Escape');
  await expect(overrule).toBeFocused();
  await keys.press('Control+Enter');
  await keys.expectAt(window.locator('[data-step-title]'));
  const table = control(window, 'related_bodies');
  await keys.leap(table);
  await keys.push(table.getByRole('button', { name: '1件目の操作' }));
  await keys.push(table.getByRole('button', { name: /削除/ }));
  await expect(table.getByRole('button', { name: /1件加える$/ })).toBeFocused();
  await visit(window, 'plans/new');
  const dialog = window.getByRole('dialog');
  await keys.choose(dialog.locator('#create-prefecture'), '18');
  await keys.search(dialog.locator('#create-municipalities'), 'さばえ', /鯖江市/);
  await keys.push(dialog.getByRole('button', { name: /鯖江市/ }));
  await expect(dialog.locator('#create-municipalities')).toBeFocused();
});
