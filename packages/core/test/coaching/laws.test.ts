import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../src/index.js';
import { callOf, type Label, metricsOf, NOBODY_KNOWN, type Said } from './calls.js';

const TEXTS = [
  'mhm',
  'What is your number?',
  'my line is down since monday',
  'I see. Can you try again?',
  'okay',
  'no',
];

interface Piece {
  readonly speaker: Label;
  readonly pauseMs: number;
  readonly lengthMs: number;
  readonly text: string;
  readonly score: number | undefined;
}

/** What people say one after the other, and often at once: a pause may be negative. Each speaker has a channel. */
const spokenArbitrary = fc
  .array(
    fc.record<Piece>({
      speaker: fc.constantFrom<Label[]>('A', 'A', 'C', 'C', 'O'),
      pauseMs: fc.integer({ min: -3_000, max: 6_000 }),
      lengthMs: fc.oneof(fc.integer({ min: 100, max: 1_500 }), fc.integer({ min: 1_000, max: 40_000 })),
      text: fc.constantFrom(...TEXTS),
      score: fc.option(
        fc.integer({ min: -4, max: 4 }).map((quarters) => quarters / 4),
        { nil: undefined },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces): readonly Said[] => {
    let atMs = 5_000;
    return pieces.map(({ speaker, pauseMs, lengthMs, text, score }) => {
      const startMs = Math.max(5_000, atMs + pauseMs);
      atMs = startMs + lengthMs;
      const sentiment = score === undefined ? {} : { sentiment: { label: 'neutral' as const, score, words: [] } };
      return { speaker, startMs, endMs: atMs, text, channel: `ch_${speaker}`, ...sentiment };
    });
  })
  .map((spoken) => spoken.toSorted((a, b) => a.startMs - b.startMs));

/** With the recording's length, or without. */
const lengthArbitrary = fc.option(fc.integer({ min: 1_000, max: 900_000 }), { nil: undefined });

function stated(durationMs: number | undefined, channelCount = 2) {
  return { mediaFacts: { channelCount, ...(durationMs !== undefined && { durationMs }) } };
}

/** Values and bases by name: all but the moments. */
function figures(record: CallRecord): Record<string, number | string> {
  return Object.fromEntries(metricsOf(record).map(({ name, value, basis }) => [name, value ?? basis]));
}

function expectSame(found: Record<string, number | string>, wanted: Record<string, number | string>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (typeof value === 'number' && typeof found[name] === 'number') expect(found[name], name).toBeCloseTo(value, 4);
    else expect(found[name], name).toBe(value);
  }
}

const RUNS = { numRuns: 150 };

describe('metrics', () => {
  test('do not change when all times shift', () => {
    const shift = fc.integer({ min: 1, max: 600_000 });
    fc.assert(
      fc.property(spokenArbitrary, lengthArbitrary, shift, (spoken, durationMs, byMs) => {
        const shifted = spoken.map((one) => ({ ...one, startMs: one.startMs + byMs, endMs: one.endMs + byMs }));
        expectSame(figures(callOf(shifted, stated(durationMs))), figures(callOf(spoken, stated(durationMs))));
      }),
      RUNS,
    );
  });

  test('do not change when a segment is cut in two between words', () => {
    const where = fc.record({ segment: fc.nat(), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(spokenArbitrary, lengthArbitrary, where, (spoken, durationMs, { segment, share }) => {
        const at = segment % spoken.length;
        const whole = spoken[at] as Said;
        const words = (whole.text ?? '').split(' ');
        const cut = Math.round(share * words.length);
        const middleMs = Math.round(whole.startMs + (whole.endMs - whole.startMs) * (cut / words.length));
        const parts = [
          { ...whole, endMs: middleMs, text: words.slice(0, cut).join(' ') },
          { ...whole, startMs: middleMs, text: words.slice(cut).join(' ') },
        ];
        const pieces = [...spoken.slice(0, at), ...parts, ...spoken.slice(at + 1)];
        const inOrder = pieces.toSorted((a, b) => a.startMs - b.startMs);
        expectSame(figures(callOf(inOrder, stated(durationMs))), figures(callOf(spoken, stated(durationMs))));
      }),
      RUNS,
    );
  });

  test('of both roles add up to the whole', () => {
    fc.assert(
      fc.property(spokenArbitrary, (spoken) => {
        const two = spoken.filter(({ speaker }) => speaker !== 'O');
        fc.pre(two.some(({ speaker }) => speaker === 'A') && two.some(({ speaker }) => speaker === 'C'));
        const swapped = two.map((one): Said => ({ ...one, speaker: one.speaker === 'A' ? 'C' : 'A' }));
        const [mine, others] = [figures(callOf(two)), figures(callOf(swapped))];
        const value = (name: string, of = mine) => Number(of[name]);
        expect(value('agent_talk_share') + value('agent_talk_share', others)).toBeCloseTo(1, 5);
        expect(value('agent_talk_time')).toBe(value('customer_talk_time', others));
        expect(value('agent_interruptions')).toBe(value('customer_interruptions', others));
        // Pauses of 3 s and less are no silence.
        const heard = value('agent_talk_time') + value('customer_talk_time') - value('overlap_total');
        const short = value('call_length') - heard - value('silence_total');
        expect(short).toBeGreaterThanOrEqual(0);
        expect(short).toBeLessThanOrEqual(3_000 * two.length);
      }),
      RUNS,
    );
  });

  test('are what they were when silence follows, but for those of the whole length', () => {
    const ofLength = ['call_length', 'agent_talk_share_of_duration', 'silence_share', 'agent_questions_per_10_minutes'];
    fc.assert(
      fc.property(spokenArbitrary, fc.integer({ min: 1, max: 600_000 }), (spoken, tailMs) => {
        const lengthMs = Math.max(...spoken.map(({ endMs }) => endMs));
        const before = figures(callOf(spoken, stated(lengthMs)));
        const after = figures(callOf(spoken, stated(lengthMs + tailMs)));
        expect(after['call_length']).toBe(Number(before['call_length']) + tailMs);
        const others = ({ ...all }: typeof before) => {
          for (const name of ofLength) delete all[name];
          return all;
        };
        expect(others(after)).toEqual(others(before));
      }),
      RUNS,
    );
  });

  test('of a mono recording never have interruptions, whatever the vendor states', () => {
    const interruptions = [{ startMs: 0, endMs: 1_000, speaker: 'A' }];
    fc.assert(
      fc.property(spokenArbitrary, fc.boolean(), (spoken, isStated) => {
        const mono = callOf(spoken, { ...stated(undefined, 1), ...(isStated && { interruptions }) });
        expect(figures(mono)['agent_interruptions']).toBe('unavailable');
        expect(figures(mono)['customer_interruptions']).toBe('unavailable');
        const one = spoken.map((segment) => ({ ...segment, channel: 'ch_0' }));
        expect(figures(callOf(one))['agent_interruptions']).toBe('unavailable');
      }),
      RUNS,
    );
  });

  test('are within their ranges, with moments of the call', () => {
    fc.assert(
      fc.property(spokenArbitrary, lengthArbitrary, (spoken, durationMs) => {
        for (const { value = 0, unit, evidence } of metricsOf(callOf(spoken, stated(durationMs)))) {
          expect(Number.isFinite(value)).toBe(true);
          if (unit === 'ratio') expect(value).toBeLessThanOrEqual(1);
          if (unit === 'score') expect(Math.abs(value)).toBeLessThanOrEqual(10);
          else expect(value).toBeGreaterThanOrEqual(0);
          for (const { startMs, endMs, segmentIndex } of evidence) {
            expect(startMs).toBeLessThanOrEqual(endMs);
            if (segmentIndex !== undefined) expect(spoken[segmentIndex]).toBeDefined();
          }
        }
      }),
      RUNS,
    );
  });

  test('are unavailable, never 0, while nobody knows who is who', () => {
    fc.assert(
      fc.property(spokenArbitrary, (spoken) => {
        const unknown = figures(callOf(spoken, {}, { people: NOBODY_KNOWN }));
        const ofRoles = Object.entries(unknown).filter(([name]) => /^(agent|customer)_/.test(name));
        expect(new Set(ofRoles.map(([, value]) => value))).toEqual(new Set(['unavailable']));
      }),
      RUNS,
    );
  });
});
