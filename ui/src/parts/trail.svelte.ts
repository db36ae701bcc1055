/** The place that one left for a moment, so that one look is enough to find back. */

/** Where one came from. */
export interface Trail {
  /** The plan in which one works meanwhile. */
  plan: string;
  /** The address that leads back. */
  back: string;
  /** The words of the way back. */
  label: string;
}

let trail = $state<Trail | null>(null);

/** The way back into the place that was left for a plan; null where there is none. */
export function trailOf(plan: string): Trail | null {
  return trail?.plan === plan ? trail : null;
}

/** Remembers where one goes away from. */
export function leaveTrail(left: Trail): void {
  trail = left;
}

/** Forgets it: one is back. */
export function endTrail(): void {
  trail = null;
}
