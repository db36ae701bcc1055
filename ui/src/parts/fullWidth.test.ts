import { expect, it } from 'vitest';

import { countCharacters, countLines, roomLeft } from './fullWidth';

it('counts what a person calls a character', () => {
  expect(countCharacters('が\nギ👨‍👩‍👧')).toBe(3);
  expect(countCharacters('か\u3099')).toBe(1);
});

it('counts lines by full-width places', () => {
  expect(countLines('あいうえお', 5)).toBe(1);
  expect(countLines('あいうえおか', 5)).toBe(2);
  expect(countLines('abcdefghij', 5)).toBe(1);
  expect(countLines('あ\nい\n', 5)).toBe(2);
});

it('knows the room that is left', () => {
  const box = { characters: 5, lines: 3 };
  expect(roomLeft('', box)).toBe(15);
  expect(roomLeft('あいう', box)).toBe(12);
  expect(roomLeft('あいうえお', box)).toBe(10);
  expect(roomLeft('あ\nいう', box)).toBe(8);
  expect(roomLeft('あ'.repeat(15), box)).toBe(0);
  expect(roomLeft('あ'.repeat(17), box)).toBe(-2);
});
