import { sample } from '../support/bridge';
import { look as check } from '../support/look';
import { expect, readFile, test, visit } from '../support/window';

test('empty screens', async ({ window }) => {
  for (const place of [
    'home',
    'plans',
    'firms',
    'firms/import',
    'firms/many',
    'forms',
    'settings',
  ]) {
    await visit(window, place);
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await check(window, `empty ${place}`);
  }
});

for (const { size, language } of [
  { size: '100', language: 'ja' },
  { size: '200', language: 'ja' },
  { size: '100', language: 'en' },
]) {
  test(`full screens at ${size} % in ${language}`, async ({ window, bridge }) => {
    test.setTimeout(180_000);
    await bridge.call('firms_import', { file: sample('chamber.xlsx'), dry_run: false });
    const { id } = await bridge.call('plans_create', {
      kind: 'b',
      title: '見本の計画',
      prefectures: ['18'],
      municipalities: ['182079'],
      start: '2027-04-01',
      end: '2030-03-31',
    });
    const { firms } = await bridge.call('firms_list', { limit: 1 });
    await bridge.call('plans_select', { id, firm: firms[0].id, role: 'core', reason: '見本' });
    await bridge.call('plans_fill', {
      id,
      answers: { support_system: [{ organisation: '県', from: '2027-04-01', to: '2028-03-31' }] },
    });
    await readFile(window, bridge, sample('chamber.xlsx'));
    await window.evaluate(
      ([size, language]) => {
        localStorage.setItem('shirube.text-size', size!);
        localStorage.setItem('shirube.language', language!);
      },
      [size, language],
    );
    await window.reload();
    await expect(window.locator('[data-count="new"]')).toBeVisible();
    await check(window, 'import');
    const places = ['home', 'plans', 'firms', `firms/${firms[0].id}`, `forms/${id}`, 'settings'];
    const steps = ['basics', 'firms', 'B-1', 'B-2', 'B-3', 'B-4', 'B-S', 'work', 'support'];
    for (const place of [...places, ...steps.map((step) => `plans/${id}/${step}`)]) {
      await visit(window, place);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await window.waitForTimeout(300);
      await check(window, place);
    }
    const lists = [sample('chamber.xlsx'), sample('none.xlsx')].map(encodeURIComponent).join('/');
    await visit(window, `firms/many/${lists}`);
    await expect(window.locator('[data-file]')).toHaveCount(2);
    await check(window, 'several files');
    await visit(window, 'plans/new');
    await expect(window.getByRole('dialog')).toBeVisible();
    await check(window, 'new plan');
    await window.keyboard.press('Escape');
    await window.keyboard.press('F1');
    await check(window, 'help');
    await window.keyboard.press('Escape');
    await window.keyboard.press('Control+k');
    await check(window, 'find');
  });
}
