import { readFileSync } from 'node:fs';

import { expect, type Locator, type Page } from '@playwright/test';

import { sample } from './bridge';

type Value = string | number | boolean | Value[] | { [key: string]: Value };

/** The answers of a sample plan. */
export function sampleAnswers(name: string): { [key: string]: Value } {
  return JSON.parse(readFileSync(sample(name), 'utf8'));
}

/** The control or group of a place in the answers. */
export function control(window: Page, path: string): Locator {
  return window.locator(`[id="f-${path}"]`);
}

/** Writes a value into the interface as a person would, row by row and box by box. */
export async function write(window: Page, path: string, value: Value): Promise<void> {
  if (Array.isArray(value)) {
    for (const [index, row] of value.entries()) {
      await control(window, path)
        .getByRole('button', { name: /1件加える$/ })
        .click();
      await write(window, `${path}[${index}]`, row);
    }
  } else if (typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) await write(window, `${path}.${key}`, part);
  } else {
    const box = control(window, path);
    await expect(box).toBeVisible();
    if (await box.evaluate((element) => element.tagName === 'SELECT')) {
      await box.selectOption(String(value));
    } else {
      await box.fill(String(value));
    }
  }
}
