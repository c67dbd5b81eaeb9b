import * as fc from 'fast-check';
import type { MomentIndex } from '../ports/moment-index.js';
import { MAX_MOMENTS, type Moment } from '../search/moment.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { IndexInCase } from './moment-index.context.js';
import { ODD_NAMES } from './odd-names.js';
import { sampleMoments, sampleQuery, sampleVectors, termsOf, textsFound } from './sample-moments.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';
import { spoil } from './spoil.js';

const apple = sampleQuery(termsOf('apple'));
const found = async (index: MomentIndex) => (await textsFound(index, apple)).toSorted();
/** Texts of a revision: the later, the fewer. */
const textsOf = (revision: number) => Array.from({ length: 5 - revision }, (_, at) => `apple ${revision} ${at}`);
const revisionNumbered = (revision: number) => sampleMoments(1, textsOf(revision), { revision });

/** Rules of `put`, `delete` and `revisionOf`. */
export function momentIndexPutCases(maker: CaseMaker<IndexInCase>): ContractCase[] {
  return [...keepingCases(maker), ...revisionCases(maker), ...deleteCases(maker)];
}

function keepingCases({ example, pair }: CaseMaker<IndexInCase>): ContractCase[] {
  return [
    pair('two indexes know nothing of each other', async (one, { index }) => {
      await one.index.put(sampleMoments(1, ['apple']));
      assertEqual(await found(index), [], 'the other one finds nothing');
      assertEqual(await index.revisionOf(sampleHash(1)), undefined, 'the other one has no such call');
    }),
    example('a moment is found as it was put, with its call, by every process', async ({ index, other }) => {
      const moments: Partial<Moment>[] = [
        { text: 'apple', source: 'speech', speaker: 'spk_1', role: 'agent', language: 'EN' },
        { text: 'apple pie', source: 'summary', span: undefined, speaker: undefined },
        { text: 'apple cake', source: 'topic', span: { startMs: 0, endMs: 86_400_000 }, speaker: undefined },
        { text: 'apple juice', source: 'screen', role: 'unknown' },
      ];
      const call = sampleMoments(1, moments, { revision: 3 });
      assertEqual(await index.put(call), 'indexed', 'it is indexed');
      const { hits } = await other.search(apple);
      for (const { hash, callId, revision, recordedAtMs } of hits) {
        const { hash: _, ...expected } = { ...call, hash };
        assertEqual(
          [hash, callId, revision, recordedAtMs],
          [call.hash, expected.callId, 3, expected.recordedAtMs],
          'each hit names its call',
        );
      }
      const given = hits.map(({ moment }) => moment).toSorted((a, b) => a.index - b.index);
      assertEqual(given, call.moments, 'each moment is given back equal');
    }),
    example('odd names and long texts are kept as they are', async ({ index }) => {
      const long = `apple ${'返金 '.repeat(1_000)}`;
      for (const [number, name] of ODD_NAMES.entries()) {
        const speaker = name;
        await index.put(
          sampleMoments(
            number,
            [
              { text: `apple ${name}`, speaker },
              { text: long, speaker: 'spk_0' },
            ],
            {
              categories: [name],
              agentName: name,
            },
          ),
        );
      }
      for (const [number, name] of ODD_NAMES.entries()) {
        for (const filter of [
          { speaker: name },
          { category: name, speaker: name },
          { agentName: name, speaker: name },
        ]) {
          const { hits } = await index.search({ ...apple, filter });
          assertEqual(
            hits.map(({ hash, moment }) => [hash, moment.text]),
            [[sampleHash(number), `apple ${name}`]],
            `what is named ${name} is found by ${Object.keys(filter)}`,
          );
        }
      }
      const { hits } = await index.search({ ...apple, filter: { speaker: 'spk_0', hash: sampleHash(0) } });
      assertEqual(hits[0]?.moment.text, long, 'a long text is whole');
    }),
    example(`a call of ${MAX_MOMENTS} moments is kept whole`, async ({ index }) => {
      const texts = Array.from({ length: MAX_MOMENTS }, (_, at) => `apple w${at}`);
      await index.put(sampleMoments(1, texts));
      for (const at of [0, 1, 99, 100, 499]) {
        assertEqual(await textsFound(index, sampleQuery(termsOf(`w${at}`))), [texts[at]], `moment ${at} is found`);
      }
      assertEqual(await index.delete(sampleHash(1)), MAX_MOMENTS, 'all of them are deleted');
      assertEqual(await found(index), [], 'and none is found');
    }),
    example('changing what was passed in or given out changes nothing that is kept', async ({ index }) => {
      const call = sampleMoments(1, ['apple']);
      const kept = sampleMoments(1, ['apple']);
      await index.put(call);
      spoil(call);
      const page = await index.search(apple);
      assertEqual(page.hits[0]?.moment, kept.moments[0], 'the index keeps a copy');
      spoil(page);
      spoil(await index.revisionOf(kept.hash));
      assertEqual((await index.search(apple)).hits[0]?.moment, kept.moments[0], 'and gives out copies');
      assertEqual((await index.revisionOf(kept.hash))?.revision, 1, 'also of what it keeps of the call');
    }),
    example('a call without moments keeps its revision, and is not found', async ({ index }) => {
      await index.put(sampleMoments(1, ['apple']));
      await index.put(sampleMoments(1, [], { revision: 2 }));
      assertEqual(await found(index), [], 'nothing is found');
      assertEqual((await index.revisionOf(sampleHash(1)))?.revision, 2, 'its revision is kept');
      assertEqual(await index.put(sampleMoments(1, ['apple'])), 'outdated', 'so the older one is not put back');
      assertEqual(await found(index), [], 'and still nothing is found');
    }),
  ];
}

function revisionCases({ example, property }: CaseMaker<IndexInCase>): ContractCase[] {
  return [
    example('what is put twice is there once', async ({ index, other }) => {
      for (const each of [index, other, index])
        assertEqual(await each.put(revisionNumbered(1)), 'indexed', 'it is kept');
      assertEqual(await found(index), textsOf(1), 'each moment is found once');
      assertEqual(await index.delete(sampleHash(1)), textsOf(1).length, 'each was kept once');
    }),
    example('the same revision replaces what is kept: rules may have changed', async ({ index }) => {
      await index.put(sampleMoments(1, ['apple one', 'apple two']));
      assertEqual(await index.put(sampleMoments(1, ['apple three'], { rules: '2' })), 'indexed', 'it is indexed');
      assertEqual(await found(index), ['apple three'], 'what was kept is replaced');
    }),
    example(
      'moments without vectors take the place of none that have them, unless something else changed',
      async ({ index }) => {
        const vectors = sampleVectors(undefined);
        await index.put(sampleMoments(1, ['apple'], { vectors }));
        assertEqual(await index.put(sampleMoments(1, ['apple'])), 'outdated', 'of the same revision, nothing changes');
        assertEqual((await index.revisionOf(sampleHash(1)))?.model, vectors.model, 'the vectors are kept');
        assertEqual(
          await index.put(sampleMoments(1, ['apple two'], { rules: '2' })),
          'indexed',
          'by other rules, they are',
        );
        assertEqual(await found(index), ['apple two'], 'and found');
        await index.put(sampleMoments(1, ['apple'], { rules: '2', vectors }));
        assertEqual(
          await index.put(sampleMoments(1, ['apple three'], { revision: 2 })),
          'indexed',
          'of a later revision too',
        );
        assertEqual(await found(index), ['apple three'], 'and found');
      },
    ),
    example('a shorter revision leaves no old moments', async ({ index }) => {
      await index.put(revisionNumbered(1));
      await index.put(revisionNumbered(3));
      assertEqual(await found(index), textsOf(3), 'only the later ones are found');
    }),
    property(
      'an older revision changes nothing, in any order',
      fc.shuffledSubarray([1, 2, 3, 4], { minLength: 2 }),
      async ({ index, other }, revisions) => {
        let newest = 0;
        for (const [at, revision] of revisions.entries()) {
          const answer = await (at % 2 === 0 ? index : other).put(revisionNumbered(revision));
          assertEqual(answer, revision < newest ? 'outdated' : 'indexed', `revision ${revision} after ${newest}`);
          newest = Math.max(newest, revision);
        }
        assertEqual(await found(index), textsOf(newest), 'those of the newest revision are found');
        assertEqual((await other.revisionOf(sampleHash(1)))?.revision, newest, 'revisionOf answers it');
      },
    ),
    property(
      'of revisions that are put at the same time, the newest remains whole',
      fc.shuffledSubarray([1, 2, 3, 4], { minLength: 2 }),
      async ({ index, other }, revisions) => {
        await Promise.all(
          revisions.map((revision, at) => (at % 2 === 0 ? index : other).put(revisionNumbered(revision))),
        );
        const newest = Math.max(...revisions);
        assertEqual(await found(index), textsOf(newest), 'those of the newest revision are found, and no other');
        assertEqual((await index.revisionOf(sampleHash(1)))?.revision, newest, 'revisionOf answers it');
      },
    ),
    example('of a call that was erased and came back, the later record counts', async ({ index }) => {
      await index.put(sampleMoments(1, ['apple old'], { revision: 7 }));
      const back = sampleMoments(1, ['apple new'], { recordCreatedAtMs: SAMPLE_MS + 1 });
      assertEqual(await index.put(back), 'indexed', 'the later record replaces the older one');
      assertEqual(await index.put(sampleMoments(1, ['apple old'], { revision: 8 })), 'outdated', 'not the other way');
      assertEqual(await found(index), ['apple new'], 'the later record is found');
    }),
    example('revisionOf answers from which state and by which rules and model the moments are', async ({ index }) => {
      const state = { recordCreatedAtMs: SAMPLE_MS, revision: 2, rules: '4.1' };
      assertEqual(await index.revisionOf(sampleHash(1)), undefined, 'nothing is kept');
      await index.put(sampleMoments(1, ['apple'], state));
      assertEqual(await index.revisionOf(sampleHash(1)), state, 'it has no vectors');
      await index.put(sampleMoments(1, ['apple'], { ...state, vectors: sampleVectors(undefined) }));
      assertEqual(await index.revisionOf(sampleHash(1)), { ...state, model: 'sample' }, 'it was embedded');
    }),
  ];
}

function deleteCases({ example }: CaseMaker<IndexInCase>): ContractCase[] {
  return [
    example('after a delete nothing is found, and it may be repeated', async ({ index, other }) => {
      await index.put(revisionNumbered(1));
      assertEqual(await other.delete(sampleHash(1)), textsOf(1).length, 'it answers how many there were');
      assertEqual(await found(index), [], 'nothing is found');
      assertEqual(await index.revisionOf(sampleHash(1)), undefined, 'no revision is kept');
      assertEqual(await index.delete(sampleHash(1)), 0, 'nothing is left to be deleted');
      assertEqual(await index.put(revisionNumbered(1)), 'indexed', 'the call may come back');
      assertEqual(await found(index), textsOf(1), 'and is found again');
    }),
    example('a delete leaves the other calls alone', async ({ index }) => {
      for (const number of [1, 2, 16, 17]) await index.put(sampleMoments(number, [`apple ${number}`]));
      await index.delete(sampleHash(1));
      assertEqual(await found(index), ['apple 16', 'apple 17', 'apple 2'], 'the others are found');
    }),
    example('of a delete and a put at the same time, all of the call is left or nothing', async ({ index, other }) => {
      for (let round = 1; round <= 4; round++) {
        await index.put(revisionNumbered(1));
        await Promise.all([index.put(revisionNumbered(2)), other.delete(sampleHash(1))]);
        const left = await found(index);
        const kept = await index.revisionOf(sampleHash(1));
        assertOk(left.length === 0 || left.length === textsOf(2).length, `all or nothing is left: ${left.length}`);
        assertEqual(kept !== undefined, left.length > 0, 'revisionOf agrees with what is found');
        await index.delete(sampleHash(1));
      }
    }),
  ];
}
