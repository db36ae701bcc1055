/** How large everything is: one number on the root, because every size is in rem. */

/** The sizes offered, in percent. */
export const TEXT_SIZES = [100, 125, 150, 200] as const;

const STORED = 'shirube.text-size';
let size = $state(read());

function read(): number {
  const stored = Number(localStorage.getItem(STORED));
  return (TEXT_SIZES as readonly number[]).includes(stored) ? stored : 100;
}

/** The size now, in percent. */
export function currentTextSize(): number {
  return size;
}

/** Changes the size of everything at once, and remembers it. */
export function resizeText(percent: number): void {
  size = percent;
  localStorage.setItem(STORED, String(percent));
  applyTextSize();
}

/** Puts the remembered size on the page. */
export function applyTextSize(): void {
  document.documentElement.style.fontSize = `${size}%`;
}

/** How many CSS pixels one rem is now: a windowed list must know. */
export function remPixels(): number {
  return (16 * size) / 100;
}
