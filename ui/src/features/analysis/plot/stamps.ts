/** Tens of thousands of points as pixels: one pass over the arrays, quick enough while a line moves. */
import type { Cloud } from './cloud';
import type { Placed } from './layout';
import { stampOf, type Stamp } from './marks';
import { bytesOf, colourOf, type Palette } from './palette';

/** From the least important to the most: what comes last lies on top. */
export const ORDER = [255, 3, 2, 1, 0];

/** Stamps by quarter and radius, in halves of a pixel. */
const stamps = new Map<number, Stamp>();

function stamp(quadrant: number, radius: number): Stamp {
  const halves = Math.max(1, Math.round(radius * 2));
  const key = quadrant * 1000 + halves;
  let found = stamps.get(key);
  if (!found) stamps.set(key, (found = stampOf(quadrant, halves / 2)));
  return found;
}

/** Draws all points into an image of `width` × `height` device pixels, `ratio` of them a pixel. */
export function stampAll(
  image: ImageData,
  cloud: Cloud,
  placed: Placed,
  colours: Palette,
  ratio: number,
): void {
  const { data, width, height } = image;
  data.fill(0);
  for (const quadrant of ORDER) {
    const alpha = alphaOf(cloud.count, quadrant);
    const [red, green, blue] = bytesOf(colourOf(colours, quadrant));
    // The better ranked lie on top.
    for (let i = cloud.count - 1; i >= 0; i -= 1) {
      if (cloud.quadrant[i] !== quadrant) continue;
      const { side, cover } = stamp(quadrant, placed.radius[i]! * ratio);
      const left = Math.round(placed.x[i]! * ratio) - (side >> 1);
      const top = Math.round(placed.y[i]! * ratio) - (side >> 1);
      if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
      for (let at = 0, row = 0; row < side; row += 1) {
        let pixel = ((top + row) * width + left) * 4;
        for (let column = 0; column < side; column += 1, at += 1, pixel += 4) {
          const over = (cover[at]! * alpha) / 255;
          if (over === 0) continue;
          const under = (data[pixel + 3]! / 255) * (1 - over);
          const all = over + under;
          data[pixel] = (red * over + data[pixel]! * under) / all;
          data[pixel + 1] = (green * over + data[pixel + 1]! * under) / all;
          data[pixel + 2] = (blue * over + data[pixel + 2]! * under) / all;
          data[pixel + 3] = all * 255;
        }
      }
    }
  }
}

/** How opaque a point is: of many points the crowd shall still be seen as a crowd. */
export function alphaOf(count: number, quadrant: number): number {
  const low = quadrant > 2;
  if (count > 20_000) return low ? 0.16 : 0.5;
  if (count > 3_000) return low ? 0.3 : 0.6;
  if (count > 300) return low ? 0.5 : 0.7;
  return 0.8;
}
