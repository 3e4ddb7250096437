import fc from '../jest/properties';
import { zoneOf } from './zone';
import { ZONE_NAMES } from './zone-names';

const at = (text: string): number => Date.parse(`${text}Z`);
const told = (instants: readonly number[]): string[] =>
  instants.map((instant) => new Date(instant).toISOString().slice(0, 16));

// Offsets and changes: https://data.iana.org/time-zones/tzdb/ (europe, northamerica, australasia, asia).
test.each([
  ['Europe/Berlin', '2027-01-04T08:00', ['2027-01-04T07:00']],
  ['Europe/Berlin', '2027-07-05T08:00', ['2027-07-05T06:00']],
  ['Europe/Berlin', '2027-03-28T02:30', []],
  ['Europe/Berlin', '2027-03-28T03:00', ['2027-03-28T01:00']],
  ['Europe/Berlin', '2027-10-31T02:30', ['2027-10-31T00:30', '2027-10-31T01:30']],
  ['Europe/Berlin', '2027-10-31T03:00', ['2027-10-31T02:00']],
  ['America/New_York', '2027-03-14T02:15', []],
  ['America/New_York', '2027-11-07T01:15', ['2027-11-07T05:15', '2027-11-07T06:15']],
  ['Australia/Lord_Howe', '2027-10-03T02:10', []],
  ['Asia/Kolkata', '2027-06-01T10:00', ['2027-06-01T04:30']],
  ['Pacific/Kiritimati', '2027-06-02T01:00', ['2027-06-01T11:00']],
  ['UTC', '2027-06-01T10:00', ['2027-06-01T10:00']],
])('in %s, it is %s at %j', (zone, local, expected) => {
  expect(told(zoneOf(zone).instantsOf(at(local)))).toEqual(expected);
});

test('the changes of a clock are told by the local times that are skipped, or come twice', () => {
  const changes = (zone: string) =>
    zoneOf(zone)
      .changes(at('2027-01-01T00:00'), at('2028-01-01T00:00'))
      .map(({ kind, from, to }) => [kind, ...told([from, to])]);
  expect(changes('Europe/Berlin')).toEqual([
    ['skipped', '2027-03-28T02:00', '2027-03-28T03:00'],
    ['twice', '2027-10-31T02:00', '2027-10-31T03:00'],
  ]);
  expect(changes('Australia/Lord_Howe')).toEqual([
    ['twice', '2027-04-04T01:30', '2027-04-04T02:00'],
    ['skipped', '2027-10-03T02:00', '2027-10-03T02:30'],
  ]);
  expect(changes('Asia/Tokyo')).toEqual([]);
});

test('before there were zones, a clock goes by the sun, in the calendar of today', () => {
  const aheadOf = (name: string) => zoneOf(name).offsetAt(at('1000-06-01T00:00')) / 1000;
  expect(['Europe/Berlin', 'America/New_York'].map(aheadOf)).toEqual([53 * 60 + 28, -(4 * 3600 + 56 * 60 + 2)]);
});

test('names are of the database, spelt as there', () => {
  for (const name of ['Europe/Berlin', 'Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires']) {
    expect(ZONE_NAMES.has(name)).toBe(true);
  }
  for (const name of ['UTC', 'europe/berlin', 'Europe/Nowhere', 'CET', '+01:00', '']) {
    expect(ZONE_NAMES.has(name)).toBe(false);
  }
  expect(() => zoneOf('Europe/Nowhere')).toThrow('Europe/Nowhere is no time zone');
  // This Node.js knows each of them.
  for (const name of ZONE_NAMES) expect(() => zoneOf(name)).not.toThrow();
});

test('each instant is one at which the clock shows its local time', () => {
  const instants = fc.integer({ min: at('2026-01-01T00:00') / 60_000, max: at('2037-12-31T00:00') / 60_000 });
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Casablanca'),
      instants,
      (name, minutes) => {
        const zone = zoneOf(name);
        const instant = minutes * 60_000;
        expect(zone.instantsOf(instant + zone.offsetAt(instant))).toContain(instant);
      },
    ),
  );
});
