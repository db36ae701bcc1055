import { expect, type Locator, type Page } from '@playwright/test';

import { control } from './answers';
import type { Bridge } from './bridge';
import type { Keyboard } from './keyboard';

type Value = string | number | boolean | Value[] | { [key: string]: Value };
type Record = { [key: string]: Value };

/** What the core says of a field: how it is called and what goes into it. */
interface Field {
  name: string;
  key: string | null;
  label: string;
  type: string;
  element: string | null;
  columns: Field[];
}

const YEN: { [unit: string]: number } = {
  yen: 1,
  thousand_yen: 1_000,
  million_yen: 1_000_000,
  hundred_million_yen: 100_000_000,
};
const ERA_START = 2018;

/** A day as an official writes it: 「令和9年4月1日」. */
export function eraDay(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `令和${(year ?? 0) - ERA_START}年${month}月${day}日`;
}

/** Writes the answers of a plan by keyboard, each as its kind of box wants it. */
export class Writer {
  readonly #window: Page;
  readonly #keys: Keyboard;
  readonly #bridge: Bridge;
  #fields: Field[] = [];

  constructor(window: Page, keys: Keyboard, bridge: Bridge) {
    this.#window = window;
    this.#keys = keys;
    this.#bridge = bridge;
  }

  async learn(kind: string): Promise<void> {
    this.#fields = (await this.#bridge.call('plans_fields', { kind })).fields;
  }

  /** Writes one answer. */
  async write(key: string, value: Value): Promise<void> {
    const field = this.#field(key);
    if (key !== 'kpi') await this.#keys.leap(control(this.#window, key));
    if (key === 'kpi')
      for (const [index, row] of (value as Record[]).entries())
        await this.#indicator(field, index, row);
    else await this.#put(field, key, value);
  }

  async #put(field: Field, path: string, value: Value): Promise<void> {
    const box = control(this.#window, path);
    if (field.type === 'table') {
      for (const [index, row] of (value as Record[]).entries()) {
        await this.#row(field, index, row);
      }
    } else if (field.type === 'record') await this.#parts(field, path, value as Record);
    else if (field.type === 'list') {
      for (const one of value as Value[]) await this.#entry(box, field.element ?? '', one);
    } else if (await isCombobox(box)) await this.#combobox(box, field.type, value);
    else if (field.type === 'date') await this.#keys.type(box, eraDay(String(value)));
    else if (field.type === 'money') await this.#money(field, path, Number(value));
    else if (field.type === 'year_values') {
      for (const [year, number] of Object.entries(value)) {
        await this.#keys.type(control(this.#window, `${path}.${year}`), String(number));
      }
    } else if (await box.evaluate((element) => element.matches('fieldset'))) {
      await this.#keys.pick(box.getByRole('radio', { name: value ? 'はい' : 'いいえ' }));
    } else if (await box.evaluate((element) => element.matches('select'))) {
      await this.#keys.choose(box, String(value));
    } else await this.#keys.type(box, String(value));
  }

  /** Adds a row to a table, and writes it. */
  async addRow(key: string, row: Record): Promise<void> {
    const field = this.#field(key);
    const count = await control(this.#window, key).locator('[data-row]').count();
    await this.#row(field, count, row);
  }

  async #row(field: Field, index: number, row: Record): Promise<void> {
    const path = `${field.key ?? field.name}[${index}]`;
    const table = control(this.#window, field.key ?? field.name);
    await this.#keys.push(table.getByRole('button', { name: /1件加える$/ }));
    await this.#keys.expectAt(control(this.#window, path));
    await this.#parts(field, path, row);
  }

  /** The answers that this step asks for, in the order in which it shows them. */
  async asked(keys: Iterable<string>): Promise<string[]> {
    const ids = await this.#window
      .locator('[data-inputs] [id^="f-"]')
      .evaluateAll((all) => all.map((element) => element.id.slice(2)));
    return [...keys]
      .filter((key) => ids.includes(key))
      .sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
  }

  #field(key: string): Field {
    const field = this.#fields.find((field) => (field.key ?? field.name) === key);
    if (!field) throw new Error(`no field ${key}`);
    return field;
  }

  /** The parts of a record or row, in the order in which the boxes stand. */
  async #parts(field: Field, path: string, record: Record): Promise<void> {
    for (const column of field.columns) {
      const part = record[column.name];
      if (part !== undefined) await this.#put(column, `${path}.${column.name}`, part);
    }
  }

  async #indicator(field: Field, index: number, row: Record): Promise<void> {
    const path = `kpi[${index}]`;
    const group = this.#window.locator(`[data-head="${row.head}"]`);
    const adder = group.getByRole('button', { name: /の指標を加える$/ });
    await this.#keys.leap(adder);
    await this.#keys.push(adder);
    await this.#keys.expectAt(control(this.#window, `${path}.name`));
    const order = [
      'name',
      'unit',
      'direction',
      'definition',
      'baseline_year',
      'baseline',
      'source',
    ];
    for (const name of [...order, 'targets']) {
      const column = field.columns.find((column) => column.name === name);
      const part = row[name];
      if (column && part !== undefined) await this.#put(column, `${path}.${name}`, part);
    }
  }

  async #money(field: Field, path: string, yen: number): Promise<void> {
    const table = control(this.#window, path.replace(/\[.*/, ''));
    const unit = await table.getByLabel(`${field.label}の単位`).inputValue();
    await this.#keys.type(control(this.#window, path), String(yen / (YEN[unit] ?? 1)));
  }

  async #combobox(box: Locator, type: string, value: Value): Promise<void> {
    if (type === 'fiscal_year') {
      await this.#keys.search(box, String(value), String(value));
    } else if (type === 'text') {
      // The name of a firm: from the ledger, where it is there.
      await this.#keys.type(box, String(value));
      await this.#keys.press('Escape');
    } else await this.#entry(box, type, value);
  }

  /** One entry of a code list, found by its code or its name. */
  async #entry(box: Locator, type: string, value: Value): Promise<void> {
    const code = String(value);
    if (type === 'industry') return this.#keys.search(box, code, new RegExp(`^\\s*${code} `));
    if (type === 'measure' || type === 'strategic_field') {
      const list = await this.#bridge.call('codes_list', { list: type, search: code, limit: 1 });
      const name = list.codes[0].name;
      return this.#keys.search(box, name, name);
    }
    return this.#keys.search(box, code, new RegExp(`${code}\\s*$`));
  }
}

async function isCombobox(box: Locator): Promise<boolean> {
  await expect(box).toBeVisible();
  return (await box.getAttribute('role')) === 'combobox';
}
