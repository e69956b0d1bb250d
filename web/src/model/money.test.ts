import { expect, test } from 'vitest';
import { addDecimals, multiplyDecimals, sumByCurrency, weighted } from './money';

test('Amounts are added and multiplied without losing a digit', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('99999999999999999999.99', '0.01')).toBe('100000000000000000000');
  expect(addDecimals('-5', '2.50')).toBe('-2.5');
  expect(multiplyDecimals('1234567890123456.78', '0.25')).toBe('308641972530864.195');
  expect(multiplyDecimals('-3', '0.1')).toBe('-0.3');
});

test('Amounts of different currencies are kept apart', () => {
  const amounts = [{ currency: 'CNY', amount: '10.5' }, { currency: 'USD', amount: '1' }, { currency: 'CNY', amount: '0.5' }];
  expect(sumByCurrency(amounts)).toEqual([{ currency: 'CNY', amount: '11' }, { currency: 'USD', amount: '1' }]);
  expect(weighted(sumByCurrency(amounts), '0.5')).toEqual([{ currency: 'CNY', amount: '5.5' }, { currency: 'USD', amount: '0.5' }]);
  expect(weighted(amounts, undefined)).toEqual([]);
});
