/** Which point lies where: the picture in cells, so that the pointer asks few points only. */
import type { Placed } from './layout';

const CELL = 24;

export class HitGrid {
  readonly #placed: Placed;
  readonly #columns: number;
  readonly #rows: number;
  /** Where each cell's points begin in `#points`. */
  readonly #starts: Uint32Array;
  readonly #points: Uint32Array;
  readonly #widest: number;

  constructor(placed: Placed, width: number, height: number) {
    this.#placed = placed;
    this.#columns = Math.max(1, Math.ceil(width / CELL));
    this.#rows = Math.max(1, Math.ceil(height / CELL));
    const count = placed.x.length;
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    const cells = new Uint32Array(count);
    let widest = 0;
    for (let i = 0; i < count; i += 1) {
      const cell = this.#cell(placed.x[i]!, placed.y[i]!);
      cells[i] = cell;
      this.#starts[cell + 1]! += 1;
      if (placed.radius[i]! > widest) widest = placed.radius[i]!;
    }
    this.#widest = widest;
    for (let i = 1; i < this.#starts.length; i += 1) this.#starts[i]! += this.#starts[i - 1]!;
    const next = this.#starts.slice();
    this.#points = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) this.#points[next[cells[i]!]!++] = i;
  }

  /** The nearest point whose rim is at most `slack` pixels away; of equals the better ranked. */
  nearest(x: number, y: number, slack: number): number | null {
    let [best, least] = [-1, Infinity];
    const reach = this.#widest + slack;
    this.#around(x - reach, y - reach, x + reach, y + reach, (i) => {
      const off = Math.hypot(this.#placed.x[i]! - x, this.#placed.y[i]! - y);
      if (off - this.#placed.radius[i]! > slack) return;
      if (off < least || (off === least && i < best)) [best, least] = [i, off];
    });
    return best < 0 ? null : best;
  }

  /** The points whose middles lie in a rectangle, in the order of the ranking. */
  inside(x0: number, y0: number, x1: number, y1: number): number[] {
    const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)];
    const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
    const found: number[] = [];
    this.#around(left, top, right, bottom, (i) => {
      const [x, y] = [this.#placed.x[i]!, this.#placed.y[i]!];
      if (x >= left && x <= right && y >= top && y <= bottom) found.push(i);
    });
    return found.sort((a, b) => a - b);
  }

  #column(x: number): number {
    return Math.max(0, Math.min(this.#columns - 1, Math.floor(x / CELL)));
  }

  #row(y: number): number {
    return Math.max(0, Math.min(this.#rows - 1, Math.floor(y / CELL)));
  }

  #cell(x: number, y: number): number {
    return this.#row(y) * this.#columns + this.#column(x);
  }

  #around(x0: number, y0: number, x1: number, y1: number, each: (i: number) => void): void {
    const [from, to] = [this.#column(x0), this.#column(x1)];
    for (let row = this.#row(y0); row <= this.#row(y1); row += 1) {
      const start = this.#starts[row * this.#columns + from]!;
      const end = this.#starts[row * this.#columns + to + 1]!;
      for (let at = start; at < end; at += 1) each(this.#points[at]!);
    }
  }
}
