import { describe, expect, it } from 'vitest';

import { shareAt } from './lorenz';

const CURVE = [
  { firms: '0', share: '0' },
  { firms: '0.5', share: '0.1' },
  { firms: '1', share: '1' },
];

describe('shareAt', () => {
  it('reads the points and what lies between them', () => {
    expect(shareAt(CURVE, 0)).toBe(0);
    expect(shareAt(CURVE, 0.5)).toBe(0.1);
    expect(shareAt(CURVE, 0.75)).toBeCloseTo(0.55);
    expect(shareAt(CURVE, 1)).toBe(1);
  });
});
