import { createHmac } from 'node:crypto';
import { MemoryMomentIndex } from '@earshot/adapters-memory';
import { EarshotError, type Embedder, type MomentsQuery, SearchDerivation, SearchMoments } from '@earshot/core';
import { HashEmbedder } from '@earshot/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordWith } from '../search/records.js';

const sign = (text: string) => createHmac('sha256', 'key').update(text).digest('hex');
const index = new MemoryMomentIndex();
const embedder = new HashEmbedder({ languages: ['EN', 'FR'] });
let search: SearchMoments;

beforeEach(async () => {
  search = new SearchMoments({ index, embedder, sign });
  const derivation = new SearchDerivation({ index, embedder });
  const texts = [
    'I was charged twice for the same order.',
    'We will give you your money back today.',
    'Sie wurden für die Bestellung doppelt belastet.',
  ];
  const languages = ['EN', 'EN', 'DE'];
  for (let number = 0; number < 3; number++) {
    const segments = texts.map((text, at) => ({
      index: at,
      text: `${text} Case ${number}.`,
      startMs: at * 1_000,
      endMs: at * 1_000 + 900,
      speaker: `spk_${at}`,
      language: languages[at] ?? '',
    }));
    const hash = recordWith({}).hash.replace(/.$/, String(number)) as ReturnType<typeof recordWith>['hash'];
    const record = recordWith({ transcript: { text: '', segments } }, { hash });
    await derivation.derive(record);
  }
});

const down: Embedder = Object.assign(new HashEmbedder(), {
  embed: () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'no answer')),
});

describe('SearchMoments', () => {
  it('finds moments by words and by meaning, with a snippet and what is counted', async () => {
    const found = await search.execute({ text: 'charged twice' });
    const [hit] = found.hits;
    expect(found.by).toBe('both');
    expect(found.counted).toEqual({ moments: 3, calls: 3 });
    expect(hit).toMatchObject({ matched: ['words', 'meaning'], isWordsOnly: false, moment: { speaker: 'spk_0' } });
    expect(hit?.snippet.marks.map(({ start, end }) => hit.snippet.text.slice(start, end))).toEqual([
      'charged',
      'twice',
    ]);
  });

  it('says of hits in languages that the embedder does not understand that they are found by words only', async () => {
    const { hits } = await search.execute({ text: 'Bestellung' });
    const [hit] = hits;
    expect(hit).toMatchObject({ matched: ['words'], isWordsOnly: true });
  });

  it.each<[Partial<MomentsQuery>, number]>([
    [{ speaker: 'spk_1' }, 0],
    [{ speaker: 'spk_0' }, 3],
    [{ hash: '00000000000000000000000000000001' as MomentsQuery['hash'] }, 1],
    [{ fromMs: 1_700_000_000_001 }, 0],
    [{ toMs: 1_700_000_000_001 }, 3],
    [{ category: 'none' }, 0],
    [{ agent: 'Ada' }, 0],
  ])('filters by %j', async (filter, count) => {
    expect((await search.execute({ text: '"charged twice"', by: 'words', ...filter })).hits).toHaveLength(count);
  });

  it('goes on from page to page, with a token for this query only', async () => {
    const query = { text: 'charged twice', by: 'words', pageSize: 2 } as const;
    const first = await search.execute(query);
    const second = await search.execute({ ...query, nextToken: first.nextToken ?? '' });
    expect(new Set([...first.hits, ...second.hits].map(({ hash }) => hash)).size).toBe(3);
    expect(second.nextToken).toBeUndefined();
    expect(first.nextToken).toMatch(/^[\w.~-]+$/);
    const refused = { code: 'EARSHOT_INVALID_INPUT', details: { field: 'nextToken' } };
    for (const nextToken of [`${first.nextToken}0`, '2~003ax.00', 'x']) {
      await expect(search.execute({ ...query, nextToken })).rejects.toMatchObject(refused);
    }
    const other = { ...query, text: 'charged', nextToken: first.nextToken ?? '' };
    await expect(search.execute(other)).rejects.toMatchObject(refused);
  });

  it('keeps moments of the same call together on request', async () => {
    const { hits } = await search.execute({ text: 'case charged money order', groupBy: 'call' });
    const hashes = hits.map(({ hash }) => hash);
    expect(hashes).toEqual([...new Set(hashes)].flatMap((hash) => hashes.filter((each) => each === hash)));
    expect(hashes.length).toBeGreaterThan(new Set(hashes).size);
  });

  it('falls back to words where no embedder is composed or it is down, and says so', async () => {
    for (const deps of [
      { index, sign },
      { index, sign, embedder: down },
    ]) {
      const found = await new SearchMoments(deps).execute({ text: 'charged twice' });
      expect(found.by).toBe('words');
      expect(found.hits).toHaveLength(3);
    }
  });

  it('fails where meaning alone is asked for and no embedder is composed, or it is down', async () => {
    const query = { text: 'charged twice', by: 'meaning' } as const;
    await expect(new SearchMoments({ index, sign }).execute(query)).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
    });
    await expect(new SearchMoments({ index, sign, embedder: down }).execute(query)).rejects.toMatchObject({
      code: 'EARSHOT_UNAVAILABLE',
    });
  });

  it('finds nothing by meaning that has nothing to do with the query, as the embedder says', async () => {
    const strict = Object.assign(new HashEmbedder({ languages: ['EN'] }), { leastSimilarity: 0.99 });
    const { hits } = await new SearchMoments({ index, sign, embedder: strict }).execute({
      text: 'charged',
      by: 'meaning',
    });
    expect(hits).toEqual([]);
  });

  it.each<[object]>([
    [{ text: '' }],
    [{ text: 'x'.repeat(1_001) }],
    [{ text: '…' }],
    [{ text: '-refund' }],
    [{ text: 'refund', by: 'smell' }],
    [{ text: 'refund', pageSize: 101 }],
    [{ text: 'refund', speaker: '' }],
    [{}],
  ])('refuses %j', async (query) => {
    await expect(search.execute(query as MomentsQuery)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});
