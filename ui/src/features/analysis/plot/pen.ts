/** What a plot is drawn with: the same strokes go to the screen or into a file of lines. */

/** How a shape looks. */
export interface Ink {
  fill?: string | undefined;
  stroke?: string | undefined;
  width?: number | undefined;
  /** From 0 to 1. */
  alpha?: number | undefined;
  dash?: number[] | undefined;
}

/** How letters look. */
export interface Letters {
  size: number;
  fill: string;
  bold?: boolean | undefined;
  /** Where the given place is of the text. */
  align?: 'start' | 'center' | 'end' | undefined;
  /** The colour of the rim that keeps letters readable over points. */
  halo?: string | undefined;
  /** Turned to the left: read from the bottom upwards. */
  turned?: boolean | undefined;
}

/** A figure made of lines that are closed, or a circle: what marks are made of. */
export interface Pen {
  line(x0: number, y0: number, x1: number, y1: number, ink: Ink): void;
  rect(x: number, y: number, width: number, height: number, ink: Ink): void;
  /** Marks of one look; see `marks.ts` for the shapes. */
  path(draw: (path: Strokes) => void, ink: Ink): void;
  /** A line of text whose middle line is at `y`. */
  text(words: string, x: number, y: number, letters: Letters): void;
  /** How wide a text will be. */
  measure(words: string, letters: Letters): number;
}

/** The moves that a path is made of: a part of what a canvas offers. */
export interface Strokes {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
  /** A whole circle. */
  circle(x: number, y: number, radius: number): void;
}
