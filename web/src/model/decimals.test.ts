import { describe, expect, test } from 'vitest';
import { compareDecimals, parseTyped, shiftDecimal } from './decimals';

describe('shiftDecimal', () => {
  test.each([
    ['0.125', 2, '12.5'], ['12.5', -2, '0.125'], ['0', 2, '0'], ['-0.05', 2, '-5'], ['1', -3, '0.001'], ['100', -2, '1'], ['1.50', 0, '1.5'],
    ['007', 0, '7'], ['-0.0', 0, '0'], ['12345678901234567890.123456789', 2, '1234567890123456789012.3456789'],
  ])('%s moved by %i is %s', (value, places, expected) => expect(shiftDecimal(value, places)).toBe(expected));

  test('Moving there and back gives the same number', () => {
    for (const value of ['0.1', '99.999', '-3', '1000000.01']) expect(shiftDecimal(shiftDecimal(value, 5), -5)).toBe(value);
  });

  test('What is no decimal text stays as it is', () => expect(shiftDecimal('1e5', 2)).toBe('1e5'));
});

describe('parseTyped', () => {
  test.each([
    ['1,234.50', 'en', '1234.5'], [' 12 ', 'en', '12'], ['.5', 'en', '0.5'], ['-.5', 'en', '-0.5'], ['5.', 'en', '5'], ['+7', 'en', '7'],
    ['１２３．５', 'zh-CN', '123.5'], ['1，000', 'zh-CN', '1000'], ['1.234,5', 'de', '1234.5'],
  ])('%s in %s is %s', (typed, locale, expected) => expect(parseTyped(typed, locale)).toBe(expected));

  test.each(['', 'abc', '1e400', 'NaN', 'Infinity', '1.2.3', '--1', '0x10'])('%j is no number', (typed) => expect(parseTyped(typed, 'en')).toBeUndefined());
});

test('Comparison does not lose digits that a double would', () => {
  expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1);
  expect(compareDecimals('0.10', '0.1')).toBe(0);
  expect(compareDecimals('-2', '-1.5')).toBe(-1);
});
