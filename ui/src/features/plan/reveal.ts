/** Going to the input of a place, also where it lies in something that is closed. */
import { tick } from 'svelte';

const openers = new Set<(path: string) => void>();

/** Registers what opens the input of a place; gives the way to take it back. */
export function whenRevealing(open: (path: string) => void): () => void {
  openers.add(open);
  return () => openers.delete(open);
}

/** Focuses the input of a place; where it has none, the nearest one around it. */
export async function focusPlace(path: string): Promise<void> {
  for (const open of openers) open(path);
  await tick();
  for (let part = path; part; part = part.replace(/(^|[.[])[^.[]*$/, '')) {
    const place = document.getElementById(`f-${part}`);
    if (!place) continue;
    place.scrollIntoView({ block: 'center' });
    inputOf(place)?.focus({ preventScroll: true });
    return;
  }
}

/** Where one writes at a place; what is said of a whole table is mended by another row. */
function inputOf(place: HTMLElement): HTMLElement | null {
  if (place.matches('input, select, textarea')) return place;
  return (
    place.querySelector<HTMLElement>(':scope > [data-tools] [data-adder]') ??
    place.querySelector<HTMLElement>('input, select, textarea, button, a[href]')
  );
}
