/**
 * Ctrl+PageDown and Ctrl+PageUp go from one box or table of a step to the next: a table with many
 * cells is passed by one key. A stop is marked with `data-stop`.
 */

const BOXES = 'input, select, textarea, button, a[href], summary';

/** Goes to the next stop of the step, or to the one before; false where there is none. */
export function leap(by: 1 | -1): boolean {
  const stops = [...document.querySelectorAll<HTMLElement>('[data-inputs] [data-stop]')].filter(
    (stop) => stop.getClientRects().length > 0 && stop.querySelector(BOXES),
  );
  const here = document.activeElement;
  const behind = (stop: HTMLElement, bits: number) =>
    !!here && !stop.contains(here) && (here.compareDocumentPosition(stop) & bits) !== 0;
  const found =
    by > 0
      ? stops.find((stop) => behind(stop, Node.DOCUMENT_POSITION_FOLLOWING))
      : stops.findLast((stop) => behind(stop, Node.DOCUMENT_POSITION_PRECEDING));
  if (!found) return false;
  found.scrollIntoView({ block: 'nearest' });
  found.querySelector<HTMLElement>(BOXES)?.focus();
  return true;
}
