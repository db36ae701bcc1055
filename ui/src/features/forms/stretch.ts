/** What differs between two texts, with a little of what stands around it. */

/** One side of a difference: what stands before it, what differs, what follows. */
export interface Stretch {
  before: string;
  part: string;
  after: string;
}

const AROUND = 12;

/** The stretch in which two texts differ, on both sides. */
export function stretches(old: string, now: string): [Stretch, Stretch] {
  const [a, b] = [[...old], [...now]];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [cut(a, start, end), cut(b, start, end)];
}

function cut(text: string[], start: number, end: number): Stretch {
  const from = Math.max(0, start - AROUND);
  const stop = text.length - end;
  const to = Math.min(text.length, stop + AROUND);
  return {
    before: (from > 0 ? '…' : '') + text.slice(from, start).join(''),
    part: text.slice(start, stop).join(''),
    after: text.slice(stop, to).join('') + (to < text.length ? '…' : ''),
  };
}
