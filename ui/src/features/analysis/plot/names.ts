/** Which points get their names written: the one looked at, the chosen, then the best ranked. */
import type { desk as Desk } from '../ranking.svelte';
import type { Named } from './stage';

const LONGEST = 14;

/** A firm's name without its legal form, and not too long: the table has it whole. */
export function shortName(name: string): string {
  const bare = name.replace(/株式会社|有限会社|合同会社|（株）|\(株\)|㈱|㈲/g, '').trim() || name;
  const signs = [...bare];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : bare;
}

/** How many of the best ranked are named. */
function most(count: number): number {
  if (count > 20_000) return 12;
  return count > 300 ? 20 : 40;
}

/** The names in the order in which they choose their places. */
export function namesOf(desk: typeof Desk, hover: number | null): Named[] {
  const { cloud, rows, chosen } = desk;
  const named = new Map<number, string>();
  const put = (point: number, name: string | undefined): void => {
    if (name !== undefined && point < cloud.count) named.set(point, shortName(name));
  };
  if (hover === null && desk.active !== null) put(desk.active, rows.at(desk.active)?.name);
  if (chosen.size > 0 && chosen.size <= 60) {
    for (let at = 0; at < 60; at += 1) {
      const firm = rows.at(at);
      if (firm && chosen.has(firm.id)) put(at, firm.name);
    }
  }
  for (let at = 0; at < most(cloud.count); at += 1) put(at, rows.at(at)?.name);
  // What the pointer is on has a box of its own.
  if (hover !== null) named.delete(hover);
  return [...named].map(([point, text]) => ({ point, text }));
}
