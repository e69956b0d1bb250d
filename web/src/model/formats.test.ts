// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { testWorkspace } from '../../dev/testWorkspace';
import { formatFileSize, formatMoney, formatNumber, formatValue, plainText, type FormatContext } from './formats';

const workspace = testWorkspace('zh-CN');
const en: FormatContext = { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' };
const zh: FormatContext = { ...en, locale: 'zh-CN' };
const format = (name: string, value: unknown, context: FormatContext, record = {}) => {
  const field = workspace.field('Specimen', name);
  if (field === undefined) throw new Error(name);
  return formatValue(field, value, context, record);
};

test('Money is written in the record’s currency, and keeps every digit', () => {
  expect(format('price', '1234567.5', en, { currency: 'USD' })).toBe('$1,234,567.50');
  expect(format('price', '1234567.5', zh)).toBe('¥1,234,567.50');
  expect(formatMoney('12345678901234567.89', 'USD', 'en')).toBe('$12,345,678,901,234,567.89');
  expect(formatMoney('5', 'not a currency', 'en')).toBe('not a currency 5');
});

test('A percentage is a hundred times its fraction', () => {
  expect(format('share', '0.125', en)).toBe('12.5%');
  expect(format('share', '1', zh)).toBe('100%');
});

test('Dates follow the language and do not move with the zone', () => {
  expect(format('day', '2026-03-01', en)).toBe('Mar 1, 2026');
  expect(format('day', '2026-03-01', zh)).toBe('2026/03/01');
  expect(format('moment', '2026-03-01T18:30:00Z', zh)).toBe('2026/03/02 02:30');
});

test('Choices and references are shown by their labels', () => {
  expect(format('colour', 'red', zh)).toBe('Red');
  expect(format('colours', ['red', 'unknown'], zh)).toBe('Red, unknown');
  expect(format('account', { id: '1', _label: '光启', _object: 'Account' }, zh)).toBe('光启');
});

test('Addresses are read from the country in Chinese and from the street in English', () => {
  const home = { street: '世纪大道', city: '上海', state: null, postalCode: '', country: '中国' };
  expect(format('home', home, zh)).toBe('中国 上海 世纪大道');
  expect(format('home', home, en)).toBe('世纪大道, 上海, 中国');
});

test('What is not a number or date is shown as it is', () => {
  expect(formatNumber('abc', 'en')).toBe('abc');
  expect(format('day', 'someday', en)).toBe('someday');
  expect(format('length', 'PT5400S', en)).toBe('1:30');
});

test('Markup becomes text without running', () => expect(plainText('<p>one</p><p>two<img src=x onerror=alert(1)></p>')).toBe('one two'));

test('Sizes of files have units', () => expect(formatFileSize(1_572_864, 'en')).toBe('1.5 MB'));
