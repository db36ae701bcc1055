/** Names beside their points, so that none lies on another: the best ranked choose first. */

/** A box in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A point that wants its name written. */
export interface Wanted {
  /** The point. */
  x: number;
  y: number;
  radius: number;
  text: string;
  /** How wide the name is. */
  width: number;
}

/** A name in its place: its box, and the text. */
export interface Label extends Box {
  text: string;
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The places beside a point in the order in which they are liked. */
function places(one: Wanted, height: number, gap: number): Box[] {
  const { x, y, radius: r, width } = one;
  const near = r + gap;
  const slant = near * 0.75;
  const box = (left: number, top: number): Box => ({ x: left, y: top, width, height });
  return [
    box(x + near, y - height / 2),
    box(x - near - width, y - height / 2),
    box(x - width / 2, y - near - height),
    box(x - width / 2, y + near),
    box(x + slant, y - slant - height),
    box(x + slant, y + slant),
    box(x - slant - width, y - slant - height),
    box(x - slant - width, y + slant),
  ];
}

/** Writes as many names as there is room for; `taken` are boxes that must stay free. */
export function placeLabels(
  wanted: Wanted[],
  height: number,
  inside: Box,
  taken: Box[] = [],
  gap = 3,
): Label[] {
  const boxes = [...taken];
  const labels: Label[] = [];
  for (const one of wanted) {
    const free = places(one, height, gap).find(
      (box) =>
        box.x >= inside.x &&
        box.y >= inside.y &&
        box.x + box.width <= inside.x + inside.width &&
        box.y + box.height <= inside.y + inside.height &&
        !boxes.some((other) => meet(box, other)),
    );
    if (!free) continue;
    boxes.push(free);
    labels.push({ ...free, text: one.text });
  }
  return labels;
}
