/** The points of a plot as the arrays that came over the border: nothing per point but numbers. */
import type { Points } from '../../../ipc';

/** The quarters in the order of the core's bytes. */
export const QUADRANTS = ['both', 'connector', 'hub', 'neither'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** A point without both degrees stands in no quarter. */
export const NOWHERE = 255;

/** All points, in the order of the ranking that was asked for. */
export interface Cloud {
  count: number;
  /** Degrees; NaN for none. */
  connector: Float32Array;
  hub: Float32Array;
  /** 売上額 in yen; NaN for none. */
  sales: Float32Array;
  /** Which quarter each stands in. */
  quadrant: Uint8Array;
}

/** Both lines, as degrees; null where there is none. */
export interface Lines {
  connector: number | null;
  hub: number | null;
}

export const NO_POINTS: Cloud = {
  count: 0,
  connector: new Float32Array(),
  hub: new Float32Array(),
  sales: new Float32Array(),
  quadrant: new Uint8Array(),
};

/** Unpacks the core's answer. */
export function unpack(points: Points): Cloud {
  return {
    count: points.count,
    connector: floats(points.connector),
    hub: floats(points.hub),
    sales: floats(points.sales),
    quadrant: bytes(points.quadrant),
  };
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out;
}

function floats(base64: string): Float32Array {
  const raw = bytes(base64);
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) return new Float32Array(raw.buffer);
  const view = new DataView(raw.buffer);
  return Float32Array.from({ length: raw.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

/** Parts the points by the lines, as long as the core has not: into `quadrant`, with the counts. */
export function part(cloud: Cloud, lines: Lines): Record<Quadrant, number> {
  const { connector, hub, quadrant, count } = cloud;
  const counts = [0, 0, 0, 0];
  const [least, lower] = [lines.connector ?? 0, lines.hub ?? 0];
  for (let i = 0; i < count; i += 1) {
    const [c, h] = [connector[i]!, hub[i]!];
    if (c !== c || h !== h) {
      quadrant[i] = NOWHERE;
      continue;
    }
    const at = c >= least ? (h >= lower ? 0 : 1) : h >= lower ? 2 : 3;
    quadrant[i] = at;
    counts[at]! += 1;
  }
  const [both, one, other, neither] = counts as [number, number, number, number];
  return { both, connector: one, hub: other, neither };
}

/**
 * Which points those firms are: a firm is known by its three numbers, and of firms that are alike
 * each takes a point of its own.
 */
export function pointsOf(cloud: Cloud, wanted: { c: number; h: number; s: number }[]): number[] {
  const places = new Map<string, number>();
  for (const one of wanted) {
    const key = `${one.c} ${one.h} ${one.s}`;
    places.set(key, (places.get(key) ?? 0) + 1);
  }
  const degrees = new Set(wanted.map((one) => one.c));
  const found: number[] = [];
  for (let i = 0; i < cloud.count && places.size > 0; i += 1) {
    // A set knows that NaN is NaN.
    if (!degrees.has(cloud.connector[i]!)) continue;
    const key = `${cloud.connector[i]} ${cloud.hub[i]} ${cloud.sales[i]}`;
    const left = places.get(key);
    if (left === undefined) continue;
    found.push(i);
    if (left > 1) places.set(key, left - 1);
    else places.delete(key);
  }
  return found;
}

/** The value under which a part of the values lies: for lines to begin with. */
export function quantile(values: Float32Array, share: number): number | null {
  const kept = values.filter((value) => value > 0).sort();
  if (kept.length === 0) return null;
  return kept[Math.min(kept.length - 1, Math.floor(share * kept.length))]!;
}
