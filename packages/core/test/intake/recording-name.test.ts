import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, recordingNames, unwrap } from '../../src/index.js';
import { clockOf, offsetMs } from '../../src/model/time-zone.js';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
const clocks = new Map(ZONES.map((zone) => [zone, clockOf(zone) as Intl.DateTimeFormat]));
/** In the zones' hours around changes of the clock more often than chance would have it, and whole seconds. */
const CHANGES = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
  '2011-12-30T10:00Z',
];
const local = fc
  .oneof(
    fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2099, 11) }),
    fc
      .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -50_000, max: 50_000 }))
      .map(([at, seconds]) => Date.parse(at) + seconds * 1_000),
  )
  .map((ms) => Math.floor(ms / 1_000) * 1_000);
const zone = fc.constantFrom(...ZONES);

const FORMS = [
  (iso: string) => `${iso.replaceAll(':', '-')}_AGENT_Zoe_CUST_987_GUID_1234_.mp3`,
  (iso: string) => `${iso.replaceAll(/[:-]/g, '').replace('T', '-')}_line2.wav`,
  (iso: string) => `calls/queue ${iso.replace('T', ' ')}.wav`,
  (iso: string) => `a_${iso.replaceAll('-', '').replace('T', '_')}.wav`,
];

describe('the time in a name without a zone', () => {
  test('is one at which the clock of the zone shows it, the first, or one moved by the gap that skips it', () => {
    fc.assert(
      fc.property(local, zone, fc.constantFrom(...FORMS), (localMs, timeZone, form) => {
        const name = form(new Date(localMs).toISOString().slice(0, 19));
        const { time } = recordingNames({ timeZone }).read(name);
        expect(time?.source).toBe('media_name_estimated');
        const clock = clocks.get(timeZone) as Intl.DateTimeFormat;
        const ms = time?.ms ?? Number.NaN;
        const instants = Array.from({ length: 121 }, (_, i) => localMs - (i - 60) * 900_000);
        const showing = instants.filter((at) => at + offsetMs(clock, at) === localMs);
        if (showing.length > 0) expect(ms).toBe(Math.min(...showing));
        else expect(ms + offsetMs(clock, ms)).toBeGreaterThan(localMs);
      }),
      { numRuns: 200 },
    );
  });

  test('is moved past the hour that spring leaves out', () => {
    const { time } = recordingNames({ timeZone: 'Europe/Berlin' }).read('20260329-0230_x.wav');
    expect(time?.ms).toBe(Date.parse('2026-03-29T01:30Z'));
  });

  test.each([
    'call.wav',
    '20261318-1730_x.wav',
    '20260231-1730.wav',
    '120261118-1730.wav',
    '20261118-17305.wav',
    '20260914T09:32+02:00.wav',
    '20260914T09:32-02:00.wav',
    `${'x'.repeat(255)}_20261118-1730.wav`,
  ])('is not read from %s', (name) => {
    expect(recordingNames().read(name).time).toBeUndefined();
  });

  test('counts only where the name states no zone', () => {
    const { time } = recordingNames({ timeZone: 'Asia/Kathmandu' }).read('20261118-1730_UTC.wav');
    expect(time).toEqual({ ms: Date.UTC(2026, 10, 18, 17, 30), source: 'media_name' });
  });
});

test('a name as Post Call Analytics writes it says everything', () => {
  const name = 'recordings/2026-11-20T09-15-00_AGENT_Zoe_CUST_987_GUID_1234_.mp3';
  const time = { ms: Date.UTC(2026, 10, 20, 9, 15), source: 'media_name_estimated' };
  expect(recordingNames().read(name)).toEqual({ time, agent: 'Zoe', customer: '987', id: '1234' });
});

describe('a pattern', () => {
  const pattern = '^(?<agent>[^.]+)\\.(?<customer>\\d+)\\.(?<time>\\d{14})\\.(?<id>\\w+)';

  test('finds what its groups name, in the zone that is set', () => {
    const names = recordingNames({ pattern, timeZone: 'America/New_York' });
    expect(names.read('Zoe Q.987.20261120091500.ab1.mp3')).toEqual({
      time: { ms: Date.parse('2026-11-20T14:15Z'), source: 'media_name_estimated' },
      agent: 'Zoe Q',
      customer: '987',
      id: 'ab1',
    });
    expect(names.read('2026-11-20T09-15-00_AGENT_Zoe_.mp3')).toEqual({});
  });

  test('adds what it finds to the metadata of a recording that arrives', () => {
    const layout = { ...DEFAULT_LAYOUT, names: recordingNames({ pattern }) };
    const s3 = { bucket: { name: 'b' }, object: { key: 'uploads/Zoe.987.20261120091500.ab1.mp3' } };
    expect(unwrap({ Records: [{ s3 }] }, 5, layout)).toMatchObject([
      {
        request: {
          recordedAt: { ms: Date.UTC(2026, 10, 20, 9, 15), source: 'media_name_estimated' },
          metadata: { agent: 'Zoe', customer: '987', id: 'ab1' },
        },
      },
    ]);
    const start = { callId: 'x', audioS3Uri: 's3://b/Zoe.987.2026.ab1.mp3', metadata: { agent: 'Ada', queue: 'q' } };
    const [event] = unwrap({ ...start, audioS3Uri: 's3://b/Zoe.987.20261120091500.ab1.mp3' }, 5, layout);
    expect(event).toMatchObject({ request: { metadata: { agent: 'Ada', customer: '987', id: 'ab1', queue: 'q' } } });
  });

  test.each([
    '(',
    '^call',
    '(?<day>\\d+)',
    '(?<agent>x)(?<other>y)',
    '(?<agent>(?:a+)+)$',
    '(?<agent>(?:a|aa)*)$',
    '(?<agent>(?:a?){30})$',
    '(?<agent>(?:\\w[^_]*){2,})$',
    '(?<agent>.+)\\k<agent>',
    '(?<agent>.*.*.*.*.*.*.*)$',
    `(?<agent>${'a?'.repeat(13)})$`,
  ])('%s is refused', (wrong) => {
    expect(() => recordingNames({ pattern: wrong })).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: expect.objectContaining({ field: 'namePattern' }),
      }),
    );
  });

  test.each(['(?<time>(?:\\d{2}-){2}\\d{4}-\\d{4})', '(?<agent>[^_()|+]+)_(?:x+)?', '\\((?<id>\\d+)\\)+'])(
    '%s is accepted',
    (right) => {
      expect(recordingNames({ pattern: right }).hasPattern).toBe(true);
    },
  );

  test('needs a zone that exists', () => {
    expect(() => recordingNames({ timeZone: 'Mars/Base' })).toThrow(
      expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }),
    );
  });
});
