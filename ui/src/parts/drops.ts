/** Who takes files that are dropped on the window: the screen's own place, or else the import. */

/** A place that takes dropped files. */
export interface DropTaker {
  /** What is said while files hang over the window. */
  label: string;
  take: (paths: string[]) => void;
}

let takers: DropTaker[] = [];

/** Takes dropped files from now on; gives the way to stop. */
export function takeDrops(taker: DropTaker): () => void {
  takers = [...takers, taker];
  return () => {
    takers = takers.filter((other) => other !== taker);
  };
}

/** Who would take files now. */
export function dropTaker(): DropTaker | undefined {
  return takers.at(-1);
}
