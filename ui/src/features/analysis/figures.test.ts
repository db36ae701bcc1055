import { describe, expect, it, vi } from 'vitest';

// The words read the person's language from here when they are loaded.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null }));

import { growth, percent, shownPercent, typedPercent } from './figures';

describe('percentages', () => {
  it('come from shares', () => {
    expect(percent('0.123456789012')).toBe('12.3%');
    expect(percent(null)).toBe('—');
    expect(growth('-0.050000000000')).toBe('−5.0%');
    expect(growth('0.050000000000')).toBe('＋5.0%');
    expect(growth('-0.000000000001')).toBe('0.0%');
  });

  it('are typed in full width too, and read back as they were typed', () => {
    expect(typedPercent('０．１％')).toBe('0.1%');
    expect(typedPercent('0.1')).toBe('0.1%');
    expect(typedPercent('')).toBeUndefined();
    expect(typedPercent('たくさん')).toBeNull();
    expect(typedPercent('-1')).toBeNull();
    expect(shownPercent('0.1%')).toBe('0.1');
    expect(shownPercent('0.001')).toBe('0.1');
    expect(shownPercent(undefined)).toBe('');
  });
});
