import { describe, expect, it } from 'vitest';

import { dayOf, startOfDay, zoneOffsetMs } from './calendar.ts';

const HOUR_MS = 3_600_000;

describe('the calendar of the allowance', () => {
  it.each([
    ['UTC', '2026-07-01T00:00:00Z', 0],
    ['Europe/Berlin', '2026-01-15T12:00:00Z', 1],
    ['Europe/Berlin', '2026-07-15T12:00:00Z', 2],
    ['Asia/Kolkata', '2026-07-15T12:00:00Z', 5.5],
    ['America/New_York', '2026-01-15T00:00:00.999Z', -5],
  ])('knows that %s at %s is %f hours ahead of UTC', (zone, at, hours) => {
    expect(zoneOffsetMs(zone, Date.parse(at))).toBe(hours * HOUR_MS);
  });

  it.each([
    ['UTC', '2026-03-29', '2026-03-29T00:00:00Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00Z'],
    ['Pacific/Auckland', '2026-04-05', '2026-04-04T11:00:00Z'],
    ['America/Los_Angeles', '2026-11-02', '2026-11-02T08:00:00Z'],
  ])('begins the day in %s on %s at %s, clock changes included', (zone, day, expected) => {
    const number = Date.parse(day) / (24 * HOUR_MS);
    const start = startOfDay(number, zone);
    expect(new Date(start).toISOString()).toBe(new Date(expected).toISOString());
    expect(dayOf(start, zoneOffsetMs(zone, start))).toBe(number);
    expect(dayOf(start - 1, zoneOffsetMs(zone, start - 1))).toBe(number - 1);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => zoneOffsetMs('Europe/Atlantis', 0)).toThrow(RangeError);
  });
});
