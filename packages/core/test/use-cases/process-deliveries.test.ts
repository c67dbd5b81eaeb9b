import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Delivery,
  type DeliveryReport,
  EarshotError,
  type ItemOutcome,
  processDeliveries,
  retryDelayMs,
} from '../../src/index.js';
import { aRecord } from '../model/records.js';
import { delivery, ScriptedSource, settled } from './scripted-source.js';

const fine: ItemOutcome[] = [{ status: 'ignored', reason: 'nothing to do' }];
const busy = new EarshotError('EARSHOT_UNAVAILABLE', 'busy');
const wrong = new EarshotError('EARSHOT_INVALID_INPUT', 'wrong');
const errors = (...found: EarshotError[]): ItemOutcome[] => found.map((error) => ({ status: 'error', error }));

/** Handles each delivery as specified by its id, and tells when. */
class Hands {
  readonly begun: string[] = [];
  inWork = 0;
  mostInWork = 0;
  readonly #ends = new Map<string, (items: readonly ItemOutcome[]) => void>();

  readonly handle = async ({ id }: Delivery): Promise<readonly ItemOutcome[]> => {
    this.begun.push(id);
    this.mostInWork = Math.max(this.mostInWork, ++this.inWork);
    const items = await new Promise<readonly ItemOutcome[]>((resolve) => this.#ends.set(id, resolve));
    this.inWork--;
    return items;
  };

  get open(): string[] {
    return [...this.#ends.keys()];
  }

  end(id: string, items: readonly ItemOutcome[] = fine): void {
    this.#ends.get(id)?.(items);
    this.#ends.delete(id);
  }
}

describe('a delivery', () => {
  const settle = async (items: readonly ItemOutcome[], receiveCount = 1, maxReceives?: number) => {
    const source = new ScriptedSource([delivery('a', receiveCount)]);
    const reports: DeliveryReport[] = [];
    const options = maxReceives === undefined ? {} : { maxReceives };
    await processDeliveries({
      source,
      handle: async () => items,
      onReport: (report) => reports.push(report),
      ...options,
    });
    expect(reports).toEqual([{ delivery: delivery('a', receiveCount), items, settled: source.answers[0]?.settled }]);
    return source.answers;
  };

  test('comes again for a notice that could not be sent, and is dead-lettered in the end', async () => {
    const unfinished: ItemOutcome[] = [{ status: 'stored', record: aRecord({ callId: 'call-7' }), unfinished: busy }];
    expect(await settle(unfinished)).toMatchObject([{ settled: 'retried' }]);
    expect(await settle(unfinished, 3, 3)).toMatchObject([
      { settled: 'dead-lettered', failure: { code: 'EARSHOT_UNAVAILABLE' } },
    ]);
  });

  test.each([
    [2, 3, false],
    [3, 3, true],
    [4, 3, true],
    [9, undefined, false],
    [10, undefined, true],
  ])('at receive %i of %j is the last one: %j', async (receiveCount, maxReceives, expected) => {
    const said: boolean[] = [];
    await processDeliveries({
      source: new ScriptedSource([delivery('a', receiveCount)]),
      handle: async (_, isLast) => {
        said.push(isLast);
        return fine;
      },
      ...(maxReceives === undefined ? {} : { maxReceives }),
    });
    expect(said).toEqual([expected]);
  });

  test('is acknowledged when nothing in it went wrong', async () => {
    expect(await settle(fine)).toEqual([{ id: 'a', settled: 'acknowledged' }]);
    expect(await settle([])).toEqual([{ id: 'a', settled: 'acknowledged' }]);
  });

  test('is returned for later while an error in it may pass', async () => {
    expect(await settle([...fine, ...errors(busy)])).toEqual([{ id: 'a', settled: 'retried', delayMs: 1_000 }]);
    expect(await settle(errors(wrong, busy), 3)).toEqual([{ id: 'a', settled: 'retried', delayMs: 4_000 }]);
  });

  test('is dead-lettered at once with every reason when no error in it will pass', async () => {
    const failure = { code: 'EARSHOT_INVALID_INPUT', reason: expect.stringMatching(/wrong.*denied/) };
    const denied = new EarshotError('EARSHOT_DENIED', 'denied');
    expect(await settle([...errors(wrong), ...fine, ...errors(denied)])).toEqual([
      { id: 'a', settled: 'dead-lettered', failure },
    ]);
  });

  test('is dead-lettered when an error has not passed after so many receives', async () => {
    expect(await settle(errors(busy), 9)).toMatchObject([{ settled: 'retried' }]);
    expect(await settle(errors(busy), 10)).toMatchObject([
      { settled: 'dead-lettered', failure: { code: 'EARSHOT_UNAVAILABLE' } },
    ]);
    expect(await settle(errors(busy), 2, 3)).toMatchObject([{ settled: 'retried' }]);
    expect(await settle(errors(busy), 3, 3)).toMatchObject([{ settled: 'dead-lettered' }]);
    expect(await settle(errors(busy), 99, 3)).toMatchObject([{ settled: 'dead-lettered' }]);
  });

  test('is never dead-lettered without a reason', async () => {
    const mute = new EarshotError('EARSHOT_DENIED', '');
    expect(await settle(errors(mute))).toMatchObject([{ failure: { reason: expect.stringMatching(/\S/) } }]);
  });
});

describe('the wait before the next try', () => {
  test('doubles from a second to a quarter of an hour', () => {
    const delays = [1, 2, 3, 4, 10, 11, 12, 99, 10_000].map((receiveCount) => retryDelayMs(receiveCount, [busy]));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000, 900_000]);
  });

  test('is as given for each receive, the last one for all that follow, and longer if an error asks for it', () => {
    const delays = [1, 2, 3, 99].map((receiveCount) => retryDelayMs(receiveCount, [busy], [30_000, 300_000]));
    expect(delays).toEqual([30_000, 300_000, 300_000, 300_000]);
    const asking = new EarshotError('EARSHOT_THROTTLED', 'slower', { details: { retryAfterMs: 45_000 } });
    expect(retryDelayMs(1, [asking], [30_000, 300_000])).toBe(45_000);
    expect(retryDelayMs(1, [busy], [86_400_000])).toBe(900_000);
  });

  test('is as long as an error asks for, and no longer than a quarter of an hour', () => {
    const asking = (retryAfterMs: unknown) =>
      new EarshotError('EARSHOT_THROTTLED', 'slow down', { details: { retryAfterMs } });
    expect(retryDelayMs(1, [busy, asking(30_000), asking(20_000)])).toBe(30_000);
    expect(retryDelayMs(9, [asking(30_000)])).toBe(256_000);
    expect(retryDelayMs(1, [asking(86_400_000)])).toBe(900_000);
    for (const odd of ['soon', Number.NaN, -5, Number.POSITIVE_INFINITY, undefined, {}]) {
      expect(retryDelayMs(2, [asking(odd)])).toBe(2_000);
    }
  });

  test('is found for an error of another copy of the package, which has no details', () => {
    const foreign = Object.assign(new Error('busy'), { code: 'EARSHOT_UNAVAILABLE', retryable: true }) as EarshotError;
    expect(retryDelayMs(1, [foreign])).toBe(1_000);
  });
});

describe('working through a source', () => {
  test('keeps no more in work than it may, whatever is done first', async () => {
    const scenario = fc.record({
      concurrency: fc.integer({ min: 1, max: 5 }),
      count: fc.nat({ max: 20 }),
      order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ concurrency, count, order }) => {
        const ids = Array.from({ length: count }, (_, index) => `m${index}`);
        const source = new ScriptedSource(ids.map((id) => delivery(id)));
        const hands = new Hands();
        const done = processDeliveries({ source, handle: hands.handle, concurrency });
        for (const choice of order.slice(0, count)) {
          await settled();
          expect(hands.inWork).toBe(Math.min(concurrency, hands.open.length));
          hands.end(hands.open[choice % hands.open.length] ?? '');
        }
        await done;
        expect(hands.mostInWork).toBe(Math.min(concurrency, count));
        expect(Math.max(...source.asked)).toBeLessThanOrEqual(concurrency);
        expect(Math.min(...source.asked)).toBeGreaterThan(0);
        expect(source.answers.map(({ id }) => id).sort()).toEqual(ids.sort());
      }),
    );
  });

  test('goes on with others while the source takes the answers, at most as many again', async () => {
    const source = new ScriptedSource(Array.from({ length: 9 }, (_, index) => delivery(`m${index}`)));
    const takes: (() => void)[] = [];
    const acknowledge = source.acknowledge.bind(source);
    source.acknowledge = async (given) => {
      await new Promise<void>((resolve) => takes.push(resolve));
      await acknowledge(given);
    };
    const hands = new Hands();
    const done = processDeliveries({ source, handle: hands.handle, concurrency: 3 });
    await settled();
    for (const id of ['m0', 'm1', 'm2']) hands.end(id);
    await settled();
    expect(hands.open).toEqual(['m3', 'm4', 'm5']);
    hands.end('m3');
    await settled();
    expect(hands.open).toEqual(['m4', 'm5']);
    takes.shift()?.();
    await settled();
    expect(hands.open).toEqual(['m4', 'm5', 'm6']);
    source.acknowledge = acknowledge;
    for (const take of takes) take();
    for (const id of ['m4', 'm5', 'm6']) hands.end(id);
    await settled();
    for (const id of hands.open) hands.end(id);
    await done;
    expect(source.answers).toHaveLength(9);
    expect(hands.mostInWork).toBe(3);
    expect(Math.max(...source.asked)).toBe(3);
  });

  test('waits for the last answer to be taken before it ends', async () => {
    const source = new ScriptedSource([delivery('a')]);
    let take = () => {};
    source.acknowledge = () =>
      new Promise<void>((resolve) => {
        take = resolve;
      });
    let ended = false;
    const done = processDeliveries({ source, handle: async () => fine }).then(() => {
      ended = true;
    });
    await settled();
    expect(ended).toBe(false);
    take();
    await done;
  });

  test('asks again when nothing was due, with and without work in hand', async () => {
    const source = new ScriptedSource([]);
    const answers: (readonly Delivery[] | undefined)[] = [[], [delivery('a')], [], [delivery('b')], [], undefined];
    source.receive = async () => answers.shift();
    await processDeliveries({ source, handle: async () => fine });
    expect(source.answers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(answers).toEqual([]);
  });

  test('takes new messages while a slow one is in work, also after none came for a while', async () => {
    const source = new ScriptedSource([], 'wait');
    const receive = source.receive.bind(source);
    const answers = [[delivery('slow')], [], [delivery('quick')]];
    source.receive = async (max) => answers.shift() ?? receive(max);
    const hands = new Hands();
    const processing = processDeliveries({ source, handle: hands.handle });
    await settled();
    hands.end('quick');
    await settled();
    expect(source.answers).toEqual([{ id: 'quick', settled: 'acknowledged' }]);
    hands.end('slow');
    await source.close();
    await processing;
    expect(source.answers).toHaveLength(2);
  });

  test('stops in good order when the source is closed: what is in work is settled first', async () => {
    const source = new ScriptedSource(
      ['a', 'b'].map((id) => delivery(id)),
      'wait',
    );
    const hands = new Hands();
    let stopped = false;
    const done = processDeliveries({ source, handle: hands.handle, concurrency: 3 }).then(() => {
      stopped = true;
    });
    await settled();
    await source.close();
    hands.end('b');
    await settled();
    expect(stopped).toBe(false);
    hands.end('a', errors(wrong));
    await done;
    expect(source.answers.map(({ id, settled }) => [id, settled])).toEqual([
      ['b', 'acknowledged'],
      ['a', 'dead-lettered'],
    ]);
  });

  test('takes nothing more once the source is closed', async () => {
    const source = new ScriptedSource(
      ['a', 'b', 'c'].map((id) => delivery(id)),
      'wait',
    );
    const hands = new Hands();
    const done = processDeliveries({ source, handle: hands.handle, concurrency: 2 });
    await settled();
    await source.close();
    hands.end('a');
    hands.end('b');
    await done;
    expect(hands.begun).toEqual(['a', 'b']);
  });

  test('ends with what receiving threw, after what is in work is settled', async () => {
    const gone = new Error('no such queue');
    const source = new ScriptedSource([delivery('a')]);
    const hands = new Hands();
    const receive = source.receive.bind(source);
    source.receive = async (max) => (source.asked.length === 0 ? receive(max) : Promise.reject(gone));
    let ended: unknown;
    const done = processDeliveries({ source, handle: hands.handle, concurrency: 2 }).catch((error: unknown) => {
      ended = error;
    });
    await settled();
    expect(ended).toBeUndefined();
    hands.end('a');
    await done;
    expect(ended).toBe(gone);
    expect(source.answers).toEqual([{ id: 'a', settled: 'acknowledged' }]);
  });

  test('reports a delivery as unsettled when the source does not take the answer, and goes on', async () => {
    const source = new ScriptedSource(['a', 'b', 'c', 'd'].map((id) => delivery(id)));
    const lost = async () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'gone'));
    const acknowledge = source.acknowledge.bind(source);
    Object.assign(source, {
      acknowledge: (given: Delivery) => (given.id === 'a' ? lost() : acknowledge(given)),
      retry: lost,
      deadLetter: lost,
    });
    const outcomes: Record<string, readonly ItemOutcome[]> = { a: fine, b: errors(busy), c: errors(wrong), d: fine };
    const reports = new Map<string, string>();
    await processDeliveries({
      source,
      handle: async ({ id }) => outcomes[id] ?? [],
      onReport: ({ delivery, settled }) => reports.set(delivery.id, settled),
    });
    expect(Object.fromEntries(reports)).toEqual({ a: 'unsettled', b: 'unsettled', c: 'unsettled', d: 'acknowledged' });
  });

  test('takes a handler’s rejection for an error that may pass', async () => {
    const source = new ScriptedSource(['a', 'b'].map((id) => delivery(id)));
    await processDeliveries({
      source,
      handle: async ({ id }) => (id === 'a' ? Promise.reject(new Error('connection reset')) : fine),
    });
    expect(source.answers).toEqual([
      { id: 'b', settled: 'acknowledged' },
      { id: 'a', settled: 'retried', delayMs: 1_000 },
    ]);
  });

  test('ends with what the listener threw, after what is in work is settled', async () => {
    const source = new ScriptedSource(['a', 'b'].map((id) => delivery(id)));
    const hands = new Hands();
    const deaf = new TypeError('not a function');
    const done = processDeliveries({
      source,
      handle: hands.handle,
      concurrency: 2,
      onReport: ({ delivery }) => {
        if (delivery.id === 'a') throw deaf;
      },
    });
    await settled();
    hands.end('a');
    await settled();
    hands.end('b');
    await expect(done).rejects.toBe(deaf);
    expect(source.answers).toHaveLength(2);
  });

  test('ends with what the listener threw at the last delivery, when all others are settled', async () => {
    const deaf = new TypeError('not a function');
    const onReport = () => {
      throw deaf;
    };
    const source = new ScriptedSource([delivery('a')]);
    await expect(processDeliveries({ source, handle: async () => fine, onReport })).rejects.toBe(deaf);
  });
});
