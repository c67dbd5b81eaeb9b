import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { MemoryResultStore } from '@earshot/adapters-memory';
import { type CallRecord, isEarshotError, type JobId, type RecordRepository } from '@earshot/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoRecordRepository } from '../../src/dynamodb/index.js';
import { isListKey } from '../../src/dynamodb/keys.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { failingAt, type Intercept, interceptedClient, interceptedStore } from './intercepted.js';
import { SAMPLE_MS, sampleAnalysis, sampleCall } from './sample-call.js';

const PREFIX = 's3://records/long/';
/** More requests than a save or a deletion sends. */
const MAX_REQUESTS = 16;

let tables: TablesUnderTest;
let tableName: string;
let store: MemoryResultStore;
let repository: RecordRepository;

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());

beforeEach(async () => {
  tableName = await tables.createTable();
  store = new MemoryResultStore();
  repository = through((_name, send) => send());
});
afterEach(() => tables.dropTable(tableName));

/** A repository whose requests, to table and overflow, go through `intercept`. All long parts go to the overflow. */
function through(intercept: Intercept): RecordRepository {
  return new DynamoRecordRepository({
    client: interceptedClient(tables.client, intercept),
    tableName,
    shards: 2,
    overflow: { store: interceptedStore(store, intercept), prefix: PREFIX },
    inlineLimitBytes: 0,
  });
}

const kept = async () => {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  const { uris } = await store.list('');
  return [...Items.map(({ hash }) => hash as string), ...uris];
};

const listed = async (filter: Parameters<RecordRepository['list']>[0]['filter']) =>
  (await repository.list({ filter, limit: 100 })).calls.map(({ callId, revision }) => `${callId} at ${revision}`);

/** What the repository says of call 1, in every way that there is. */
const views = async () => [
  await repository.get(sampleCall(1).hash),
  await repository.findByJob('job-1' as JobId),
  await listed({}),
  await listed({ state: 'completed' }),
  await listed({ category: 'billing' }),
  await listed({ topic: 'refund' }),
  await listed({ category: 'complaint' }),
  await listed({ category: 'other' }),
];

const viewsOf = (record: CallRecord) => {
  const names = [`call-1 at ${record.revision}`];
  const byCategory = (category: string) => (record.analysis?.categories.includes(category) ? names : []);
  return [record, record, names, names, names, names, byCategory('complaint'), byCategory('other')];
};

const NOWHERE = [undefined, undefined, [], [], [], [], [], []];

describe.each(['unsent', 'unanswered'] as const)('when a request goes %s', (when) => {
  it('a save that is interrupted anywhere shows nothing, or all of it, and can be repeated', async () => {
    const first = sampleCall(1);
    const second = sampleCall(1, { revision: 2, analysis: sampleAnalysis(7, { categories: ['billing', 'other'] }) });
    for (let at = 0, interrupted = true; interrupted; at++) {
      await repository.save(first);
      const failing = failingAt(at, when);
      interrupted = (await outcome(through(failing.intercept).save(second))) !== 'done';
      const found = await views();
      expect([viewsOf(first), viewsOf(second)]).toContainEqual(found);
      await repository.save(second).catch(onlyConflict);
      expect(await views()).toEqual(viewsOf(second));
      await repository.delete(first.hash);
      expect(await kept()).toEqual([]);
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });

  it('a first save that is interrupted anywhere shows nothing, or all of it, and can be repeated', async () => {
    const record = sampleCall(1);
    for (let at = 0, interrupted = true; interrupted; at++) {
      interrupted = (await outcome(through(failingAt(at, when).intercept).save(record))) !== 'done';
      expect([NOWHERE, viewsOf(record)]).toContainEqual(await views());
      await repository.save(record).catch(onlyConflict);
      expect(await views()).toEqual(viewsOf(record));
      await repository.delete(record.hash);
      expect(await kept()).toEqual([]);
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });

  it('a deletion that is interrupted anywhere leaves a record that can be read, and can be repeated', async () => {
    const record = sampleCall(1);
    for (let at = 0, interrupted = true; interrupted; at++) {
      await repository.save(record);
      interrupted = (await outcome(through(failingAt(at, when).intercept).delete(record.hash))) !== 'done';
      const left = await repository.get(record.hash);
      expect([undefined, record.callId]).toContain(left?.callId);
      expect(await repository.delete(record.hash)).toBe(left !== undefined);
      expect(await views()).toEqual(NOWHERE);
      expect(await kept()).toEqual([]);
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });
});

describe('the overviews in pointers', () => {
  const changed = (revision: number) =>
    sampleCall(1, { revision, analysis: sampleAnalysis(1, { categories: ['billing', 'other'] }) });

  it('may fail to be written, whichever they are: the save has succeeded, and pages look at the item', async () => {
    for (const failing of [0, 1, 2, 3]) {
      let shown = 0;
      await through(async (name, send, input) => {
        if (isShowing(name, input) && shown++ === failing)
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        return send();
      }).save(sampleCall(1));
      expect(shown).toBe(4);
      expect(await views()).toEqual(viewsOf(sampleCall(1)));
      await repository.delete(sampleCall(1).hash);
    }
  });

  it('of a slow save are not shown once the next save has begun', async () => {
    const slow = through(
      once(isShowing, async () => {
        await repository.save(changed(2));
        expect(await views()).toEqual(viewsOf(changed(2)));
      }),
    );
    await slow.save(sampleCall(1));
    expect(await views()).toEqual(viewsOf(changed(2)));
  });

  it('do not come back when the call is erased while a save writes them', async () => {
    const slow = through(once(isShowing, () => repository.delete(sampleCall(1).hash)));
    await slow.save(sampleCall(1));
    expect(await views()).toEqual(NOWHERE);
    expect(await kept()).toEqual([]);
  });

  it('spare pages a look at the items, and pointers without them do not', async () => {
    const looks: string[] = [];
    const reader = through((name, send) => {
      looks.push(name);
      return send();
    });
    await repository.save(sampleCall(1));
    await reader.list({ filter: { category: 'billing' }, limit: 9 });
    expect(looks).not.toContain('BatchGetCommand');
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tableName }));
    // As a version left them that knew no overviews in pointers.
    for (const { hash, listing, position } of Items.filter(({ hash: key }) => /^(category|topic)#/.test(key))) {
      await tables.client.send(new PutCommand({ TableName: tableName, Item: { hash, listing, position } }));
    }
    await reader.list({ filter: { category: 'billing' }, limit: 9 });
    expect(looks).toContain('BatchGetCommand');
    expect(await views()).toEqual(viewsOf(sampleCall(1)));
    await repository.save(changed(2));
    expect(await views()).toEqual(viewsOf(changed(2)));
  });
});

describe('a deletion', () => {
  it('removes what every revision had written', async () => {
    const revisions = [
      sampleCall(1, { recordedAt: { ms: SAMPLE_MS, source: 'transport' } }),
      sampleCall(1, { revision: 2, analysis: sampleAnalysis(3, { categories: ['other'] }) }),
      sampleCall(1, { revision: 3, analysis: sampleAnalysis(4, { topics: ['other'] }), jobs: [] }),
      sampleCall(1, { revision: 4, analysis: undefined }),
    ];
    for (const revision of revisions) await repository.save(revision);
    await repository.delete(sampleCall(1).hash);
    expect(await kept()).toEqual([]);
  });

  it('removes what saves had written that lost', async () => {
    await repository.save(sampleCall(1));
    const race = ['red', 'green', 'blue'].map((category) =>
      repository.save(sampleCall(1, { revision: 2, analysis: sampleAnalysis(3, { categories: [category] }) })),
    );
    await Promise.allSettled(race);
    await repository.delete(sampleCall(1).hash);
    expect(await kept()).toEqual([]);
  });

  it('is followed by nothing that a late save had written', async () => {
    await repository.save(sampleCall(1));
    const late = through(once('any', () => repository.delete(sampleCall(1).hash)));
    const analysis = sampleAnalysis(9, { categories: ['late'] });
    await expectConflict(late.save(sampleCall(1, { revision: 2, analysis })));
    expect(await kept()).toEqual([]);
  });

  it('is followed by a new report that a late save of the erased call leaves as it is, and leaves nothing with', async () => {
    const returned = sampleCall(1, { createdAtMs: SAMPLE_MS + 5 });
    await repository.save(sampleCall(1));
    const comeBack = async () => {
      await repository.delete(returned.hash);
      await repository.save(returned);
    };
    const analysis = sampleAnalysis(9, { categories: ['billing', 'late'] });
    await expectConflict(through(once('any', comeBack)).save(sampleCall(1, { revision: 2, analysis })));
    expect(await repository.get(returned.hash)).toEqual(returned);
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 1']);
    expect((await store.list('')).uris.filter((uri) => !uri.includes(`/${returned.createdAtMs}-`))).toEqual([]);
    await repository.delete(returned.hash);
    expect(await kept()).toEqual([]);
  });

  it('and a new report are not disturbed by a late save that cleans up after itself', async () => {
    const returned = sampleCall(1, { createdAtMs: SAMPLE_MS + 5, jobs: [] });
    await repository.save(sampleCall(1));
    const names: string[] = [];
    const late = through(async (name, send) => {
      if (names.push(name) === 1) await repository.delete(returned.hash);
      const known = await send();
      if (name === 'GetCommand' && names.includes('UpdateCommand')) await repository.save(returned);
      return known;
    });
    await expectConflict(late.save(sampleCall(1, { revision: 2 })));
    expect(await repository.get(returned.hash)).toEqual(returned);
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 1']);
    await repository.delete(returned.hash);
    expect(await kept()).toEqual([]);
  });

  it('takes along what a save had written that lost meanwhile', async () => {
    await repository.save(sampleCall(1));
    const analysis = sampleAnalysis(1, { categories: ['other'] });
    const late = through(once('DeleteCommand', () => expectConflict(repository.save(sampleCall(1, { analysis })))));
    expect(await late.delete(sampleCall(1).hash)).toBe(true);
    expect(await kept()).toEqual([]);
  });

  it('starts over when a save comes between, and takes that along', async () => {
    await repository.save(sampleCall(1));
    const second = sampleCall(1, { revision: 2, analysis: sampleAnalysis(9, { topics: ['new'] }) });
    const late = through(once('DeleteCommand', () => repository.save(second)));
    expect(await late.delete(sampleCall(1).hash)).toBe(true);
    expect(await kept()).toEqual([]);
  });
});

describe('the long parts in the overflow', () => {
  it('are found when the call was erased and reported again while it was read', async () => {
    const returned = sampleCall(1, { createdAtMs: SAMPLE_MS + 5, analysis: sampleAnalysis(9) });
    await repository.save(sampleCall(1));
    const reader = through(async (name, send) => {
      if (name === 'get' && (await repository.get(returned.hash))?.createdAtMs === SAMPLE_MS) {
        await repository.delete(returned.hash);
        await repository.save(returned);
      }
      return send();
    });
    expect(await reader.get(returned.hash)).toEqual(returned);
  });

  it('are no longer asked for when the call was erased while it was read', async () => {
    await repository.save(sampleCall(1));
    const reader = through(async (name, send) => {
      if (name === 'get') await repository.delete(sampleCall(1).hash);
      return send();
    });
    expect(await reader.get(sampleCall(1).hash)).toBeUndefined();
  });

  it('make the record unreadable when they are gone, and it can be deleted still', async () => {
    await repository.save(sampleCall(1));
    for (const uri of (await store.list('')).uris) await store.delete(uri);
    const got = repository.get(sampleCall(1).hash);
    await expect(got).rejects.toSatisfy((error) => isEarshotError(error, 'EARSHOT_UNREADABLE'));
    expect(await listed({})).toEqual(['call-1 at 1']);
    expect(await repository.delete(sampleCall(1).hash)).toBe(true);
    expect(await kept()).toEqual([]);
  });

  it('are written once, however many revisions have the same', async () => {
    for (const revision of [1, 2, 3]) await repository.save(sampleCall(1, { revision }));
    expect((await store.list(PREFIX)).uris).toHaveLength(1);
  });
});

/** Whether a request gives a pointer its overview. */
function isShowing(name: string, input: unknown): boolean {
  const { Key } = (input ?? {}) as { Key?: { hash: string } };
  return name === 'UpdateCommand' && Key !== undefined && isListKey(Key.hash);
}

/** Does something before the first request, or the first of a name or kind. */
function once(kind: string | typeof isShowing, act: () => Promise<unknown>): Intercept {
  let done = false;
  return async (found, send, input) => {
    const matches = typeof kind === 'string' ? kind === 'any' || kind === found : kind(found, input);
    if (!done && matches) {
      done = true;
      await act();
    }
    return send();
  };
}

async function expectConflict(promise: Promise<unknown>): Promise<void> {
  await expect(promise).rejects.toSatisfy((error) => isEarshotError(error, 'EARSHOT_CONFLICT'));
}

async function outcome(promise: Promise<unknown>): Promise<'done' | 'interrupted'> {
  try {
    await promise;
    return 'done';
  } catch (error) {
    // The memory store has no errors of its own: what it throws here gets out as it is.
    if (isEarshotError(error, 'EARSHOT_UNAVAILABLE') || (error as { code?: string }).code === 'ECONNRESET') {
      return 'interrupted';
    }
    throw error;
  }
}

function onlyConflict(error: unknown): void {
  if (!isEarshotError(error, 'EARSHOT_CONFLICT')) throw error;
}
