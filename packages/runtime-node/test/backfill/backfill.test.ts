import { ObjectUri } from '@earshot/core';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BackfillOptions, backfill, type Position } from '../../src/backfill/backfill.js';
import type { Candidate, Found } from '../../src/backfill/candidate.js';

const DAY_MS = Date.UTC(2026, 4, 1);

function candidate(number: number, more: Partial<Candidate> = {}): Candidate {
  const mark = String(number).padStart(6, '0');
  return { mark, label: mark, uri: ObjectUri.parse(`s3://b/${mark}.wav`), sizeBytes: 1, ...more };
}

async function* after(items: readonly Found[], mark = ''): AsyncGenerator<Found> {
  for (const item of items) if (item.mark > mark) yield item;
}

const OPTIONS = {
  selection: { isRecording: (uri: ObjectUri) => uri.endsWith('.wav') },
  enqueue: async (recordings: readonly Candidate[]) => recordings.map(() => 'enqueued' as const),
  batchSize: 10,
  lanes: 8,
  pause: async () => {},
} satisfies Omit<BackfillOptions, 'found'>;

it('enqueues each recording once, whatever fails and however often it is continued', async () => {
  const run = fc.record({ failing: fc.nat({ max: 30 }), perSecond: fc.constantFrom(undefined, 3, 25, 1_000) });
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 250 }), fc.array(run, { maxLength: 4 }), async (count, runs) => {
      const items = Array.from({ length: count }, (_, index) =>
        candidate(index, index % 7 === 3 ? { uri: ObjectUri.parse('s3://b/notes.txt') } : {}),
      );
      const confirmed: string[] = [];
      let position: Position = { beyond: [] };
      let isComplete = false;
      for (const { failing, perSecond } of [...runs, { failing: -1, perSecond: undefined }]) {
        let batches = 0;
        const outcome = backfill({
          ...OPTIONS,
          found: after(items, position.after),
          perSecond,
          position,
          onPosition: async (kept) => {
            position = structuredClone(kept);
          },
          enqueue: async (recordings) => {
            if (batches++ === failing) throw new Error('out of reach');
            confirmed.push(...recordings.map(({ mark }) => mark));
            return recordings.map(() => 'enqueued');
          },
        });
        isComplete = await outcome.then(
          (done) => done.isComplete,
          () => false,
        );
      }
      expect(isComplete).toBe(true);
      expect(confirmed.sort()).toEqual(
        items.filter(({ uri }) => OPTIONS.selection.isRecording(uri)).map(({ mark }) => mark),
      );
    }),
    { numRuns: 60 },
  );
});

it('counts what it leaves out, and why', async () => {
  const items: Found[] = [
    candidate(1, { modifiedAtMs: DAY_MS }),
    candidate(2, { uri: ObjectUri.parse('s3://b/notes.txt') }),
    candidate(3, { sizeBytes: 0 }),
    candidate(4, { isArchived: true }),
    candidate(5, { modifiedAtMs: DAY_MS - 1 }),
    candidate(6),
    candidate(7, { uri: ObjectUri.parse('s3://b/call_20260430T2359Z.wav'), modifiedAtMs: DAY_MS }),
    candidate(8, { recordedAt: '2026-05-01T00:00:00+00:00', modifiedAtMs: 0 }),
    { mark: '000009', problem: { label: 'row 9', code: 'EARSHOT_INVALID_INPUT', reason: 'no URI' } },
  ];
  const selection = { ...OPTIONS.selection, fromMs: DAY_MS };
  expect(await backfill({ ...OPTIONS, found: after(items), selection })).toEqual({
    counts: {
      enqueued: 2,
      'not a recording': 1,
      empty: 1,
      archived: 1,
      'other time': 2,
      'unknown time': 1,
      refused: 1,
    },
    problems: [{ label: 'row 9', code: 'EARSHOT_INVALID_INPUT', reason: 'no URI' }],
    isComplete: true,
  });
});

it('stops at a limit, and the next run goes on from there', async () => {
  const items = Array.from({ length: 25 }, (_, index) => candidate(index));
  let position: Position = { beyond: [] };
  const counts: unknown[] = [];
  for (let run = 0; run < 3; run++) {
    const done = await backfill({
      ...OPTIONS,
      found: after(items, position.after),
      limit: 12,
      onPosition: async (kept) => {
        position = kept;
      },
    });
    counts.push([done.counts.enqueued, done.isComplete]);
  }
  expect(counts).toEqual([
    [12, false],
    [12, false],
    [1, true],
  ]);
});

it('asks for pauses that keep it at a rate', async () => {
  const items = Array.from({ length: 100 }, (_, index) => candidate(index));
  const pauses: number[] = [];
  const pause = async (ms: number) => void pauses.push(ms);
  await backfill({ ...OPTIONS, found: after(items), perSecond: 20, pause, nowMs: () => DAY_MS });
  expect(pauses).toEqual([1_000, 2_000, 3_000, 4_000]);
});

it('enqueues what it has read when it is stopped, and reads no more', async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<Found> {
    for (;;) yield candidate(read++);
  }
  const done = await backfill({ ...OPTIONS, found: endless(), isStopped: () => read > 100 });
  expect(done).toEqual({ counts: { enqueued: 100 }, problems: [], isComplete: false });
});
