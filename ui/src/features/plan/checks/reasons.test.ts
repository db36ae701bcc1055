import { describe, expect, it } from 'vitest';

import type { ReasonView } from '../../../ipc';
import { heldIn, othersThan } from './reasons';

function reason(truth: string, message: string, parts: ReasonView[] = []): ReasonView {
  return { truth, message, parts, field: 'f', code: 'c' };
}

describe('what holds', () => {
  it('is said once: a group that holds stands for its parts', () => {
    const reasons = [
      reason('yes', '1行目', [reason('yes', '名称')]),
      reason('unknown', '2行目', [reason('yes', '単位'), reason('unknown', '出どころ')]),
      reason('no', '期間'),
    ];
    expect(heldIn(reasons).map((one) => one.message)).toEqual(['1行目', '単位']);
  });
});

describe('what is missing besides the next', () => {
  it('leaves out the sentence that is shown already', () => {
    const missing = ['甲', '乙'].map((message) => ({ field: 'f', code: 'c', message }));
    expect(othersThan(missing[1] ?? null, missing).map((one) => one.message)).toEqual(['甲']);
    expect(othersThan(null, missing)).toEqual(missing);
  });
});
