import { expect, test } from 'vitest';

import { stretches } from './stretch';

test('only what differs is marked', () => {
  const [old, now] = stretches('ﾒｶﾞﾈ産業を売る', 'メガネ産業を売る');
  expect(old).toEqual({ before: '', part: 'ﾒｶﾞﾈ', after: '産業を売る' });
  expect(now.part).toBe('メガネ');
});

test('a long text is cut around it', () => {
  const long = '長い文'.repeat(20);
  const [old, now] = stretches(`${long}①${long}`, `${long}(1)${long}`);
  expect([old.part, now.part]).toEqual(['①', '(1)']);
  expect(old.before).toHaveLength(13);
  expect(old.before.startsWith('…') && old.after.endsWith('…')).toBe(true);
});

test('what is put in or taken out has an empty other side', () => {
  expect(stretches('aab', 'ab').map((one) => one.part)).toEqual(['a', '']);
  expect(stretches('𠮷', '𠮷野').map((one) => one.part)).toEqual(['', '野']);
});
