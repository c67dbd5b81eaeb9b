import { createHmac } from 'node:crypto';
import { MemoryRecordRepository } from '@earshot/adapters-memory';
import {
  type Analysis,
  CallFilter,
  CallId,
  type CallOverview,
  type CallRecord,
  comparePositions,
  EarshotError,
  hashOf,
  isEarshotError,
  matchesFilter,
  QueryAnalytics,
  type RecordRepository,
} from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digests } from './world.js';

const sign = (text: string) => createHmac('sha256', 'secret').update(text).digest('hex');

/** What a call is like: few values of each kind, so that times tie and filters meet something. */
interface Traits {
  readonly recordedAtMs: number;
  readonly state: CallRecord['state'];
  readonly categories: string[];
  readonly topics: string[];
  readonly summary: string;
}

const traits: fc.Arbitrary<Traits> = fc.record({
  recordedAtMs: fc.nat({ max: 6 }),
  state: fc.constantFrom('submitted', 'completed', 'failed'),
  categories: fc.subarray(['Billing', 'Sales']),
  topics: fc.subarray(['refund', 'router']),
  summary: fc.constantFrom('A refund', 'A Router', ''),
});

const filter: fc.Arbitrary<CallFilter> = fc
  .record(
    {
      category: fc.constantFrom('Billing', 'Sales', 'Other'),
      topic: fc.constantFrom('refund', 'router'),
      state: fc.constantFrom('submitted', 'completed', 'failed'),
      fromMs: fc.nat({ max: 6 }),
      toMs: fc.nat({ max: 7 }),
      text: fc.constantFrom('ROUTER', 'a', 'call-1', 'z'),
    },
    { requiredKeys: [] },
  )
  .map((fields) => CallFilter.parse(fields));

/** What happens to the calls between one page and the next. */
const event = fc.oneof(
  fc.record({ type: fc.constant('stored' as const), traits }),
  fc.record({ type: fc.constant('changed' as const), which: fc.nat(), traits }),
  fc.record({ type: fc.constant('erased' as const), which: fc.nat() }),
);

const scenario = fc.record({
  calls: fc.array(traits, { maxLength: 24 }),
  filter,
  pageSize: fc.integer({ min: 1, max: 5 }),
  scanLimit: fc.integer({ min: 1, max: 6 }),
  events: fc.array(fc.array(event, { maxLength: 3 }), { maxLength: 30 }),
  faults: fc.array(fc.constantFrom('none', 'before', 'after'), { maxLength: 30 }),
});

test('walking the pages while calls come, change and go returns each one that stayed, once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ calls, filter, pageSize, scanLimit, events, faults }) => {
      const shelf = new Shelf(scanLimit);
      for (const call of calls) await shelf.store(call);
      const query = new QueryAnalytics({ repository: shelf.failing(faults), sign });
      const walked: CallOverview[] = [];
      let nextToken: string | undefined;
      let pages = 0;
      do {
        const page = await patiently(() => query.execute({ ...filter, pageSize, nextToken }));
        expect(page.calls.length).toBeLessThanOrEqual(pageSize);
        walked.push(...page.calls);
        nextToken = page.nextToken;
        for (const event of events[pages++] ?? []) await shelf.let(event);
      } while (nextToken !== undefined);
      const stayed = await shelf.stayed((record) => matchesFilter(record, filter));
      const seen = walked.map(({ hash }) => hash).filter((hash) => stayed.includes(hash));
      expect(seen).toEqual(stayed);
      expect(walked.every((call) => shelf.touched.has(call.hash) || stayed.includes(call.hash))).toBe(true);
      expect(pages).toBeLessThanOrEqual(shelf.everStored / Math.min(pageSize, scanLimit) + 1);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('a token serves the filter that it was given out for, unchanged, and no other', async () => {
  const spoilt = fc.record({
    calls: fc.array(traits, { minLength: 2, maxLength: 8 }),
    one: filter,
    other: filter,
    at: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(spoilt, async ({ calls, one, other, at }) => {
      const shelf = new Shelf(1);
      for (const call of calls) await shelf.store(call);
      const query = new QueryAnalytics({ repository: shelf.repository, sign });
      const { nextToken } = await query.execute({ ...one, pageSize: 1 });
      if (nextToken === undefined) return;
      await query.execute({ ...one, pageSize: 5, nextToken });
      const position = at % nextToken.length;
      const changed = nextToken[position] === '0' ? '1' : '0';
      const tampered = nextToken.slice(0, position) + changed + nextToken.slice(position + 1);
      await expectRefused(query.execute({ ...one, nextToken: tampered }));
      const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
      if (!same) await expectRefused(query.execute({ ...other, nextToken }));
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

async function expectRefused(answer: Promise<unknown>): Promise<void> {
  await expect(answer).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field: 'nextToken' } });
}

/** Asks again until there is an answer, as a client does. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_UNAVAILABLE')) return patiently(ask);
    throw error;
  }
}

/** Calls in a repository, and which of them were changed, erased or added later. */
class Shelf {
  readonly repository: MemoryRecordRepository;
  readonly touched = new Set<string>();
  everStored = 0;
  readonly #records: CallRecord[] = [];

  constructor(scanLimit: number) {
    this.repository = new MemoryRecordRepository({ scanLimit });
  }

  async store(traits: Traits): Promise<CallRecord> {
    const record = recordOf(this.everStored++, 1, traits);
    this.#records.push(record);
    await this.repository.save(record);
    return record;
  }

  async let(event: { type: string; which?: number; traits?: Traits }): Promise<void> {
    if (event.type === 'stored' && event.traits) {
      this.touched.add((await this.store(event.traits)).hash);
      return;
    }
    const which = (event.which ?? 0) % Math.max(1, this.#records.length);
    const record = this.#records[which];
    const kept = record && (await this.repository.get(record.hash));
    if (record === undefined || kept === undefined) return;
    this.touched.add(record.hash);
    if (event.traits) await this.repository.save(recordOf(which, kept.revision + 1, event.traits));
    else await this.repository.delete(record.hash);
  }

  /** Those that were there all along and unchanged, in the order of lists. */
  async stayed(matches: (record: CallRecord) => boolean): Promise<string[]> {
    const stayed = this.#records.filter((record) => !this.touched.has(record.hash) && matches(record));
    const position = ({ recordedAt, hash }: CallRecord) => ({ recordedAtMs: recordedAt.ms, hash });
    return stayed.sort((a, b) => comparePositions(position(a), position(b))).map(({ hash }) => hash);
  }

  /** The repository, whose listings fail as specified, before or after they were made. */
  failing(faults: readonly string[]): RecordRepository {
    let calls = 0;
    const { repository } = this;
    return Object.assign(Object.create(repository) as RecordRepository, {
      list: async (request: Parameters<RecordRepository['list']>[0]) => {
        const fault = faults[calls++];
        if (fault === 'before') throw new EarshotError('EARSHOT_UNAVAILABLE', 'injected');
        const page = await repository.list(request);
        if (fault === 'after') throw new EarshotError('EARSHOT_UNAVAILABLE', 'injected');
        return page;
      },
    });
  }
}

function recordOf(number: number, revision: number, traits: Traits): CallRecord {
  const callId = CallId.parse(`call-${number}`);
  const { state, recordedAtMs, categories, topics, summary } = traits;
  const analysis: Analysis = {
    callSummary: summary,
    categories,
    topics,
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    customFields: {},
    sources: [],
  };
  return {
    hash: hashOf(callId, digests),
    callId,
    revision,
    recordedAt: { ms: recordedAtMs, source: 'message' },
    state,
    history: [{ state, atMs: recordedAtMs }],
    jobs: [],
    createdAtMs: 0,
    updatedAtMs: revision,
    ...(state === 'completed' ? { analysis } : {}),
  };
}
