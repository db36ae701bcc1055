import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect } from './window';

/** Fails where the screen breaks a rule of accessibility, or sticks out at the side. */
export async function look(window: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: window })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)}`),
  );
  expect(found, name).toEqual([]);
  const wide = await window.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide, `${name}: nothing sticks out at the side`).toBeLessThanOrEqual(0);
}

/** Makes the text twice as large and loads the screen again. */
export async function enlarge(window: Page): Promise<void> {
  await window.evaluate(() => localStorage.setItem('shirube.text-size', '200'));
  await window.reload();
}
