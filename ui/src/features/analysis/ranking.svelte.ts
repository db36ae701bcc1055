/** The ranking as it is looked at: order, filters, lines, the chosen. Stays while the window is open. */
import { SvelteMap } from 'svelte/reactivity';

import { call, Failure, type RankedFirm, type RankRequest } from '../../ipc';
import { filterOf, nothing, percentText, type Narrow } from './filters';
import { NO_POINTS, part, pointsOf, quantile, unpack, type Cloud, type Lines } from './plot/cloud';
import type { Quadrant } from './plot/cloud';
import { percentDigits } from './plot/scale';
import { RankRows } from './rankRows.svelte';
import { scope } from './scope.svelte';

export const ORDERS = ['connector', 'hub', 'rank_sum', 'weighted', 'pareto'] as const;
export type Order = (typeof ORDERS)[number];

export type Side = 'connector' | 'hub';

/** More firms at once are not chosen by hand. */
export const MOST_CHOSEN = 1_000;

/** The lines begin where a twentieth of the firms lies above; of few firms a quarter. */
const [HIGH, HIGH_OF_FEW, FEW] = [0.95, 0.75, 100];

/** A firm that the person has marked, with the numbers by which its point is known. */
export interface Chosen {
  id: string;
  name: string;
  c: number;
  h: number;
  s: number;
}

class RankingDesk {
  order = $state<Order>('connector');
  weights = $state({ connector: '1', hub: '1' });
  narrow = $state<Narrow>(nothing());
  /** The lines as typed percentages; empty for none. */
  typed = $state<Record<Side, string>>({ connector: '', hub: '' });
  rows = new RankRows();
  cloud = $state.raw<Cloud>(NO_POINTS);
  /** Whether the points are those of the rows. */
  fresh = $state(false);
  withoutNumber = $state(0);
  counts = $state.raw<Record<Quadrant, number>>({ both: 0, connector: 0, hub: 0, neither: 0 });
  chosen = new SvelteMap<string, Chosen>();
  /** The row and point that the keyboard or the pointer stands on. */
  active = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);

  /** For which prefecture, year and basis the lines were set. */
  #linesFor = '';
  #serial = 0;
  #asked = '';

  /** The lines as degrees. */
  readonly lines: Lines = $derived({
    connector: degreeOf(this.typed.connector),
    hub: degreeOf(this.typed.hub),
  });

  /** The question without the lines; null while the scope is not known. */
  readonly question: RankRequest | null = $derived.by(() => {
    if (!scope.prefecture || scope.year === null) return null;
    const part = (typed: string) => Math.max(0, Math.floor(Number(typed.normalize('NFKC')) || 0));
    const weights = { connector: part(this.weights.connector), hub: part(this.weights.hub) };
    return {
      prefecture: scope.prefecture,
      year: scope.year,
      basis: scope.basis,
      for: scope.audience,
      by: this.order,
      ...(this.order === 'weighted' && weights.connector + weights.hub > 0 ? { weights } : {}),
      filter: filterOf(this.narrow),
      thresholds: {},
      quadrants: this.narrow.quadrants,
    };
  });

  /** The thresholds as the core takes them. */
  get thresholds(): { connector?: string; hub?: string } {
    const of = (side: Side) => {
      const text = percentText(this.typed[side]);
      return this.lines[side] === null || text === null ? {} : { [side]: text };
    };
    return { ...of('connector'), ...of('hub') };
  }

  /** Asks for rows and points; `again` also when the question is the same. */
  async ask(question: RankRequest): Promise<void> {
    const place = `${question.prefecture} ${question.year} ${question.basis}`;
    const own = place === this.#linesFor;
    const whole = { ...question, thresholds: own ? this.thresholds : {} };
    // Moved lines change neither order nor points, unless quarters are left out.
    const { thresholds, ...rest } = whole;
    const key = JSON.stringify(question.quadrants.length > 0 ? whole : rest);
    const moved = key === this.#asked && own && thresholds !== undefined;
    this.#asked = key;
    const mine = (this.#serial += 1);
    if (!moved) this.fresh = false;
    const rows = this.rows.ask(whole);
    if (!moved) await this.#points(whole, place, mine);
    await rows;
    if (mine === this.#serial && this.rows.answer) this.counts = this.rows.answer.quadrants;
  }

  /** Everything is asked again, whatever it was. */
  forget(): void {
    this.#asked = '';
  }

  async #points(question: RankRequest, place: string, mine: number): Promise<void> {
    try {
      const points = await call('firms_points', question);
      if (mine !== this.#serial) return;
      const cloud = unpack(points);
      if (place !== this.#linesFor) this.#begin(cloud, place);
      this.counts = part(cloud, this.lines);
      this.cloud = cloud;
      this.fresh = true;
      this.withoutNumber = points.without_number;
      this.failure = null;
    } catch (error) {
      if (mine === this.#serial) this.failure = Failure.from(error);
    }
  }

  /** Lines for a place that is seen for the first time; nothing is chosen there yet. */
  #begin(cloud: Cloud, place: string): void {
    this.#linesFor = place;
    this.chosen.clear();
    this.active = null;
    const line = (values: Float32Array): string => {
      const high = quantile(values, cloud.count < FEW ? HIGH_OF_FEW : HIGH);
      return high === null ? '' : percentDigits(high, 2);
    };
    this.typed = { connector: line(cloud.connector), hub: line(cloud.hub) };
  }

  /** Moves a line to a degree. */
  move(side: Side, degree: number): void {
    this.typed[side] = percentDigits(degree, 3);
  }

  /** Colours the points by the lines as they stand now. */
  recolour(): void {
    this.counts = part(this.cloud, this.lines);
  }

  /** The chosen firms' points. */
  chosenPoints(): number[] {
    return this.chosen.size === 0 ? [] : pointsOf(this.cloud, [...this.chosen.values()]);
  }

  toggle(firm: RankedFirm): void {
    if (this.chosen.has(firm.id)) this.chosen.delete(firm.id);
    else this.add([firm]);
  }

  /** Marks firms; gives how many there was no room for. */
  add(firms: RankedFirm[]): number {
    let left = 0;
    for (const firm of firms) {
      if (this.chosen.has(firm.id)) continue;
      if (this.chosen.size >= MOST_CHOSEN) left += 1;
      else this.chosen.set(firm.id, this.#numbers(firm));
    }
    return left;
  }

  /** The same divisions as the core's, so that the numbers are the same to the bit. */
  #numbers(firm: RankedFirm): Chosen {
    const below = this.rows.answer?.denominators;
    const degree = (known: string | null, above: number | null, under?: number | null) =>
      known === null || above === null || !under ? NaN : Math.fround(above / under);
    return {
      id: firm.id,
      name: firm.name,
      c: degree(firm.connector_degree, firm.out_of_region_sales, below?.connector.value),
      h: degree(firm.hub_degree, firm.in_region_purchases, below?.hub.value),
      s: firm.sales === null ? NaN : Math.fround(firm.sales),
    };
  }
}

/** A typed percentage as a degree; null where there is none. */
export function degreeOf(typed: string): number | null {
  const text = percentText(typed);
  if (text === null) return null;
  const degree = Number(text.replace('%', '')) / 100;
  return degree > 0 && degree <= 1 ? degree : null;
}

export const desk = new RankingDesk();
