import { describe, expect, test } from 'vitest';
import { formatClock, parseClock, parseIsoDuration, toIsoDuration, utcToZoned, zonedToUtc } from './times';

describe('Wall clock and instant', () => {
  test.each([
    ['2026-03-01T09:30', 'Asia/Shanghai', '2026-03-01T01:30:00.000Z'],
    ['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ['2026-01-01T00:00', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['2026-06-15T23:45:10', 'Asia/Kathmandu', '2026-06-15T18:00:10.000Z'],
  ])('%s in %s is %s', (local, zone, utc) => {
    expect(zonedToUtc(local, zone)).toBe(utc);
    expect(utcToZoned(utc, zone)?.slice(0, local.length)).toBe(local);
  });

  test('A time that the change to summer time skips moves forward', () => {
    expect(zonedToUtc('2026-03-29T02:30', 'Europe/Berlin')).toMatch(/^2026-03-29T0[01]:30/);
  });

  test('Text that is no time gives nothing', () => {
    expect(zonedToUtc('tomorrow', 'UTC')).toBeUndefined();
    expect(utcToZoned('tomorrow', 'UTC')).toBeUndefined();
  });
});

describe('Durations', () => {
  test.each([['PT5400S', 5400], ['PT1H30M', 5400], ['P1DT2H', 93_600], ['-PT90S', -90], ['PT0S', 0]])('%s is %i seconds', (iso, seconds) =>
    expect(parseIsoDuration(iso)).toBe(seconds));
  test.each(['P', 'PT', '90', 'P1Y', ''])('%j is none', (iso) => expect(parseIsoDuration(iso)).toBeUndefined());
  test.each([['1:30', 5400], ['90', 5400], ['100:00:01', 360_001], ['-0:15', -900], ['1：30', 5400]])('%s typed is %i seconds', (typed, seconds) =>
    expect(parseClock(typed)).toBe(seconds));
  test.each(['1:99', 'abc', '', '1:2:3:4'])('%j typed is none', (typed) => expect(parseClock(typed)).toBeUndefined());
  test('Writing and reading give the same', () => {
    for (const seconds of [0, 59, 60, 3_661, -7_200]) {
      expect(parseIsoDuration(toIsoDuration(seconds))).toBe(seconds);
      expect(parseClock(formatClock(seconds))).toBe(seconds);
    }
  });
});
