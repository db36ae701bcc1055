/** The plot's colours; where the system forces its own, those. */
import { QUADRANTS, type Quadrant } from './cloud';

export interface Palette {
  paper: string;
  letters: string;
  quiet: string;
  grid: string;
  strip: string;
  line: string;
  ring: string;
  marks: Record<Quadrant | 'nowhere', string>;
}

/** Chosen so that they differ in lightness too, and keep 3 : 1 to paper. */
export const COLOURS: Palette = {
  paper: '#ffffff',
  letters: '#1a1a1a',
  quiet: '#595959',
  grid: '#d8d8d8',
  strip: '#f0f0f0',
  line: '#7a0000',
  ring: '#000000',
  marks: {
    both: '#0017c1',
    connector: '#b8470a',
    hub: '#1d7a46',
    neither: '#767676',
    nowhere: '#767676',
  },
};

const FORCED: Palette = {
  paper: 'Canvas',
  letters: 'CanvasText',
  quiet: 'CanvasText',
  grid: 'GrayText',
  strip: 'Canvas',
  line: 'Highlight',
  ring: 'Highlight',
  marks: {
    both: 'CanvasText',
    connector: 'CanvasText',
    hub: 'CanvasText',
    neither: 'GrayText',
    nowhere: 'GrayText',
  },
};

/** The colours that this window shall use. */
export function palette(): Palette {
  return matchMedia('(forced-colors: active)').matches ? FORCED : COLOURS;
}

/** The colour of a quarter by the core's byte. */
export function colourOf(colours: Palette, quadrant: number): string {
  const name = QUADRANTS[quadrant];
  return name ? colours.marks[name] : colours.marks.nowhere;
}

/** A colour as three bytes: however it is named. */
export function bytesOf(colour: string): [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) return [1, 2, 3].map((at) => parseInt(hex[at]!, 16)) as [number, number, number];
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
