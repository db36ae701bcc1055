/** Where the plan is: inputs that ask for a municipality offer those of its prefectures. */
import { getContext, setContext } from 'svelte';

const AREA = Symbol('area');

/** Tells the inputs beneath which prefectures the plan has. */
export function shareArea(prefectures: () => string[]): void {
  setContext(AREA, prefectures);
}

/** The prefectures of the plan around. */
export function planArea(): () => string[] {
  return getContext<(() => string[]) | undefined>(AREA) ?? (() => []);
}
