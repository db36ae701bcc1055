/** Reading a Lorenz curve between its points. */
import type { LorenzPoint } from '../../../ipc';

/** The share of the money that the smallest `firms` (0 to 1) of the firms have. */
export function shareAt(points: LorenzPoint[], firms: number): number {
  const next = points.findIndex((point) => Number(point.firms) >= firms);
  const to = points[next];
  const from = points[next - 1];
  if (!to) return 1;
  if (!from) return Number(to.share);
  const width = Number(to.firms) - Number(from.firms);
  const part = width === 0 ? 1 : (firms - Number(from.firms)) / width;
  return Number(from.share) + part * (Number(to.share) - Number(from.share));
}
