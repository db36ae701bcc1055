import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
const TEXTS = join(import.meta.dirname, '../../../assets/text');

function sentences(language: string): Record<string, string> {
  const names = readdirSync(join(TEXTS, language)).sort();
  const files = names.map((name) => readFileSync(join(TEXTS, language, name), 'utf8'));
  const all: Record<string, string> = Object.assign({}, ...files.map((file) => JSON.parse(file)));
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('ui.')));
}

/** Every key that the source names, places in templates as `*`. */
function usedKeys(): string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts'),
  );
  const keys = files.flatMap((name) => {
    const text = readFileSync(join(SOURCE, name), 'utf8');
    return [...text.matchAll(/['`](ui\.(?:[\w.]|\$\{[^}]*\})+)['`]/g)].map(
      (found) => found[1] ?? '',
    );
  });
  return [...new Set(keys.map((key) => key.replace(/\$\{[^}]*\}/g, '*')))];
}

const matches = (pattern: string, key: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '\\w+')}$`).test(key);

it('says the same things in both languages', () => {
  const [ja, en] = [sentences('ja'), sentences('en')];
  expect(Object.keys(en)).toEqual(Object.keys(ja));
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(ja))
    expect(places(en[key] ?? ''), key).toEqual(places(ja[key] ?? ''));
});

it('has a sentence for every key that the interface uses, and no other', () => {
  // The titles of the system's dialogs are the shell's.
  const known = Object.keys(sentences('ja')).filter((key) => !key.startsWith('ui.dialog.'));
  const used = usedKeys();
  expect(used.filter((pattern) => !known.some((key) => matches(pattern, key)))).toEqual([]);
  expect(known.filter((key) => !used.some((pattern) => matches(pattern, key)))).toEqual([]);
});
