/** Painting a cell as the form has it. */
import type { PaperBorder, PaperCellLook } from '../../../ipc';

/** How a cell is painted: its look, whether it holds text, and how many pixels a point has. */
export interface Painting {
  look: PaperCellLook;
  isText: boolean;
  /** Pixels for one point of the sheet. */
  scale: number;
  /** The height that the cell takes, in pixels. */
  height: number;
  /** Whether its text may run over the empty cells at its right. */
  spills: boolean;
}

const LINES: Record<string, string> = {
  hair: '1px dotted',
  dotted: '1px dotted',
  thin: '1px solid',
  dashed: '1px dashed',
  dashDot: '1px dashed',
  dashDotDot: '1px dashed',
  slantDashDot: '2px dashed',
  medium: '2px solid',
  mediumDashed: '2px dashed',
  mediumDashDot: '2px dashed',
  mediumDashDotDot: '2px dashed',
  thick: '3px solid',
  double: '3px double',
};
const UPRIGHT: Record<string, string> = { top: 'flex-start', center: 'center', bottom: 'flex-end' };
const ACROSS: Record<string, string> = {
  left: 'left',
  center: 'center',
  right: 'right',
  centerContinuous: 'center',
  justify: 'justify',
  distributed: 'justify',
};
const SIDES = ['borderTop', 'borderRight', 'borderBottom', 'borderLeft'] as const;
/** Points of one step of indentation. */
const STEP = 9;

const line = (border: PaperBorder | null | undefined) =>
  border ? `${LINES[border.style] ?? '1px solid'} ${border.colour ?? '#000000'}` : '';

/** Gives a cell of the table its look; its text lies in the element inside. */
export function paint(cell: HTMLElement, painting: Painting): { update: (now: Painting) => void } {
  function apply({ look, isText, scale, height, spills }: Painting): void {
    for (const [index, side] of SIDES.entries()) cell.style[side] = line(look.borders[index]);
    cell.style.background = look.fill ?? '';
    cell.style.height = `${height}px`;
    const text = cell.firstElementChild;
    if (!(text instanceof HTMLElement)) return;
    const style = text.style;
    style.height = `${Math.max(0, height - 2)}px`;
    style.fontFamily = look.font ? `"${look.font.replace(/["\\]/g, '')}", var(--font-sans)` : '';
    style.fontSize = `${look.size * scale}px`;
    style.fontWeight = look.bold ? '700' : '400';
    style.fontStyle = look.italic ? 'italic' : '';
    style.textDecoration = look.underline ? 'underline' : '';
    style.color = look.colour ?? '#000000';
    style.justifyContent = UPRIGHT[look.vertical] ?? 'flex-start';
    style.textAlign = ACROSS[look.horizontal] ?? (isText ? 'left' : 'right');
    style.whiteSpace = look.wrap ? 'pre-wrap' : 'pre';
    style.overflow = spills ? 'visible' : 'hidden';
    style.writingMode = look.upright ? 'vertical-rl' : '';
    const indent = `${look.indent * STEP * scale + 2}px`;
    style.paddingLeft = style.textAlign === 'right' ? '2px' : indent;
    style.paddingRight = style.textAlign === 'right' ? indent : '2px';
  }
  apply(painting);
  return { update: apply };
}
