const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/** A calendar day as the number of days since 1970-01-01, in the zone the offset belongs to. */
export function dayOf(atMs: number, zoneOffsetMs: number): number {
  return Math.floor((atMs + zoneOffsetMs) / DAY_MS);
}

/** Hours since 1970-01-01, the same in every zone. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / 3_600_000);
}

/** How far the zone's wall clock is ahead of UTC at that instant. Throws a RangeError for a zone that does not exist. */
export function zoneOffsetMs(zone: string, atMs: number): number {
  if (zone === 'UTC') return 0;
  // No zone has ever changed its offset but at a quarter of an hour.
  const quarter = Math.floor(atMs / QUARTER_MS);
  if (latest.zone !== zone || latest.quarter !== quarter) latest = { zone, quarter, offsetMs: readOffset(zone, atMs) };
  return latest.offsetMs;
}

let latest = { zone: '', quarter: 0, offsetMs: 0 };

function readOffset(zone: string, atMs: number): number {
  const parts = formatOf(zone).formatToParts(atMs);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wallMs - Math.floor(atMs / 1000) * 1000;
}

/** The instant at which the day begins in the zone, in milliseconds since 1970. */
export function startOfDay(day: number, zone: string): number {
  const wallMs = day * DAY_MS;
  const guess = wallMs - zoneOffsetMs(zone, wallMs);
  return wallMs - zoneOffsetMs(zone, guess);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
