/**
 * F6 goes from one part of the screen to the next and comes back to where one was in it:
 * rail, steps, the question, 「確かめること」. A part is marked with `data-region`.
 */

/** Where the focus was last in each part. */
const left = new WeakMap<Element, HTMLElement>();

const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]';

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0 && !region.querySelector('[data-region]'),
  );
}

/** Remembers where the focus is; called whenever it moves. */
export function remember(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  const region = target.closest('[data-region]');
  if (region) left.set(region, target);
}

/** Goes to the next part of the screen, or to the one before. */
export function hop(by: 1 | -1): void {
  const all = regions();
  const here = all.findIndex((region) => region.contains(document.activeElement));
  const start = here < 0 ? (by > 0 ? -1 : all.length) : here;
  enter(all[(start + by + all.length) % all.length]);
}

/** Goes into a part: to where one was, else to its start. */
export function enter(region: HTMLElement | undefined): void {
  if (!region) return;
  const was = left.get(region);
  const place =
    was?.isConnected && region.contains(was)
      ? was
      : (region.querySelector<HTMLElement>('[aria-current], [data-region-start]') ??
        region.querySelector<HTMLElement>(STOPS));
  place?.focus();
}
