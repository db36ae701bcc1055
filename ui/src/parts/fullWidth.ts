/** How long a text is where one full-width character takes one place and a half-width one half. */

const letters = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** ASCII and half-width kana take half a place. */
function width(letter: string): number {
  return /^[\u0020-\u007e\uff61-\uff9f]/.test(letter) ? 0.5 : 1;
}

/** The characters of a text as a person counts them. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const { segment } of letters.segment(text)) if (segment !== '\n') count += 1;
  return count;
}

/** The lines that a text takes in a box so many full-width characters wide. */
export function countLines(text: string, characters: number): number {
  let lines = 0;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    let used = 0;
    lines += 1;
    for (const { segment } of letters.segment(line)) {
      const wide = width(segment);
      if (used + wide > characters) {
        lines += 1;
        used = 0;
      }
      used += wide;
    }
  }
  return lines;
}

/** How many full-width characters still fit in a box; negative where the text goes beyond it. */
export function roomLeft(text: string, box: { characters: number; lines: number }): number {
  const lines = countLines(text, box.characters);
  const last = text.slice(text.lastIndexOf('\n') + 1);
  let used = 0;
  for (const { segment } of letters.segment(last)) used += width(segment);
  const inLast = used === 0 ? 0 : ((used - 0.5) % box.characters) + 0.5;
  return Math.floor((box.lines - lines) * box.characters + (box.characters - inLast));
}
