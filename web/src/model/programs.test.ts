import { expect, it } from 'vitest';
import { programName } from './programs';

it('names browsers with their system', () => {
  expect(programName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36')).toBe('Chrome 156, Linux');
  expect(programName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1')).toBe('Safari 18, iOS');
  expect(programName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox 140, Windows');
});

it('names other programs by their first word', () => {
  expect(programName('curl/8.5.0')).toBe('curl 8.5.0');
  expect(programName('node')).toBe('node');
});

it('has no name for what says nothing', () => {
  expect(programName(undefined)).toBeUndefined();
  expect(programName('  ')).toBeUndefined();
});
