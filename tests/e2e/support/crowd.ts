import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bridge } from './bridge';

const TOWNS = ['福井市', '敦賀市', '小浜市', '大野市', '勝山市', '鯖江市', '越前市', '坂井市'];
const TRADES = ['09', '11', '24', '26', '28', '29', '32', '39', '50', '53'];
/** Yen: a firm of a size that no prefecture has would squeeze all others. */
const LARGEST = 4e11;

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The lists of a crowd of firms in 福井県, one for each of two years; their figures are log-normal. */
export function crowd(bridge: Bridge, count: number): string[] {
  const next = chance(count);
  const bell = () => Math.sqrt(-2 * Math.log(next() || 1e-9)) * Math.cos(2 * Math.PI * next());
  const years = [2023, 2024];
  const rows = years.map((year) => [
    [
      '企業名',
      '都道府県',
      '市区町村',
      '業種コード',
      ...['売上高', '輸出額', '域外販売額', '域内仕入額'].map(
        (name) => `${name}（${year}年度）（千円）`,
      ),
    ].join(','),
  ]);
  for (let at = 1; at <= count; at += 1) {
    const town = TOWNS[Math.floor(next() * next() * TOWNS.length)];
    const trade = TRADES[Math.floor(next() * TRADES.length)];
    const base = Math.min(LARGEST / 1e3, Math.exp(11.5 + 1.6 * bell()));
    const away = 1 / (1 + Math.exp(-1.2 * bell()));
    const near = 0.5 / (1 + Math.exp(-1.1 * bell() + 0.5));
    const [none, zero] = [next() < 0.04, next() < 0.03];
    years.forEach((year, row) => {
      const sales = Math.round(base * (row === 0 ? 1 : 1 + 0.12 * bell()));
      const out = zero ? 0 : Math.round(sales * away);
      const purchases = none ? '' : Math.round(sales * near);
      const exports = next() < 0.3 ? Math.round(sales * away * next() * 0.6) : '';
      rows[row]!.push(
        `架空第${at}製作所株式会社,福井県,${town},${trade},${sales},${exports},${out},${purchases}`,
      );
    });
  }
  return years.map((year, at) => {
    const path = join(bridge.folder, `crowd-${count}-${year}.csv`);
    writeFileSync(path, `${rows[at]!.join('\r\n')}\r\n`);
    return path;
  });
}

/** Takes a crowd into the ledger, with a prefecture's totals of which it is a part. */
export async function importCrowd(bridge: Bridge, count: number, totals = true): Promise<void> {
  for (const file of crowd(bridge, count)) {
    await bridge.call('firms_import', { file, dry_run: false });
  }
  if (!totals) return;
  const { denominators } = await bridge.call('firms_rank', {
    prefecture: '18',
    year: 2024,
    top: 1,
  });
  await bridge.call('firms_totals_set', {
    prefecture: '18',
    year: 2024,
    out_of_region_sales: Math.round(denominators.connector.value * 1.6),
    in_region_purchases: Math.round(denominators.hub.value * 1.8),
    source: '架空統計',
  });
}
