import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Bridge } from './bridge';

/** A workbook of the collection that shows one quirk each. */
export const workbook = (name: string) =>
  resolve(import.meta.dirname, '../../fixtures/workbooks', name);

/** Writes a text file of rows into the test's own folder and gives its path. */
export function list(bridge: Bridge, name: string, rows: string[]): string {
  const path = join(bridge.folder, name);
  writeFileSync(path, `${rows.join('\r\n')}\r\n`);
  return path;
}

/** A list of which nothing but the header row is guessed wrong: its words are nobody's. */
export const ODD_WORDS = [
  '会員のみなさま,,,',
  '番,よびな,うりもの,もうけ',
  '1,㈱見本光学,眼鏡枠,1200',
  '2,架空織物有限会社,織物,300',
  '3,例示漆器㈱,漆器,3100',
  '4,仮想和紙㈱,和紙,800',
];
