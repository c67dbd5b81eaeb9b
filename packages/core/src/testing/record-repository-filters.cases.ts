import { SENTIMENT_LABELS } from '../model/finding.js';
import { PARTICIPANTS_VERSION } from '../model/participant.js';
import { type CallRecord, RECORD_STATES } from '../model/record.js';
import { foldCase } from '../model/text-terms.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { ODD_NAMES } from './odd-names.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleAnalysis, sampleRecord, sampleWith, withoutAnalysis } from './sample-record.js';
import { listed, saveAll, traverse } from './traverse.js';

/** What holds of the filters of a list, but for text. */
export function recordRepositoryFilterCases(maker: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    ...singleCases(maker),
    ...partyCases(maker),
    ...factCases(maker),
    ...jointCases(maker),
    ...changeCases(maker),
  ];
}

function partyCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const speaking = (role: 'agent' | 'customer', name?: string): Partial<CallRecord> => ({
    participants: {
      version: PARTICIPANTS_VERSION,
      people: [{ label: 'spk_0', role, ...(name !== undefined && { name }), roleSource: 'vendor', evidence: [] }],
    },
  });
  const calls = (role: 'agent' | 'customer', other: 'agent' | 'customer') => [
    sampleRecord(1, speaking(role, 'Zoe Lindt')),
    sampleRecord(2, { metadata: { [role]: 'ZOE LINDT' } }),
    withoutAnalysis(sampleRecord(3, { state: 'submitted', metadata: { [role]: { name: 'zoe lindt' } } })),
    sampleRecord(4, { ...speaking(role), metadata: { [role]: 'Zoe Lindt' } }),
    sampleRecord(5, { ...speaking(role, 'Max'), metadata: { [role]: 'Zoe Lindt' } }),
    sampleRecord(6, { ...speaking(other, 'Zoe Lindt'), metadata: {} }),
    sampleRecord(7, speaking(role, 'Zoe')),
    sampleRecord(8, { metadata: {} }),
  ];
  return [
    example('an agent filter passes the calls whose agent has the name, in any letter case', async ({ repository }) => {
      await saveAll(repository, calls('agent', 'customer'));
      assertEqual(await listed(repository, { agent: 'zoe Lindt' }), [4, 3, 2, 1], 'as spoken or as stated, whole');
      assertEqual(await listed(repository, { agent: 'Max' }), [5], 'who speaks counts before what is stated');
      assertEqual(await listed(repository, { agent: 'Zoe Lindt', state: 'submitted' }), [3], 'without a result, too');
    }),
    example('a customer filter passes the calls whose customer has the name, in any case', async ({ repository }) => {
      await saveAll(repository, calls('customer', 'agent'));
      assertEqual(await listed(repository, { customer: 'zoe Lindt' }), [4, 3, 2, 1], 'as spoken or as stated, whole');
      assertEqual(await listed(repository, { customer: 'Max' }), [5], 'who speaks counts before what is stated');
    }),
    example('a call whose agent changed is listed for the new one alone', async ({ repository }) => {
      const first = sampleRecord(1, speaking('agent', 'Ada'));
      await saveAll(repository, [first, nextRevision(first, speaking('agent', 'Zoe'))]);
      assertEqual(await listed(repository, { agent: 'Ada' }), [], 'the old one');
      assertEqual(await listed(repository, { agent: 'Zoe' }), [1], 'the new one');
    }),
  ];
}

function factCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const lasting = (number: number, durationMs: number) => sampleWith(number, { mediaFacts: { durationMs } });
  return [
    example('a sentiment filter passes the calls with that label', async ({ repository }) => {
      const calls = SENTIMENT_LABELS.map((label, number) => sampleRecord(number, { sentiment: { label } }));
      await saveAll(repository, [
        ...calls,
        sampleRecord(9),
        sampleRecord(8, { sentiment: { label: 'mixed', score: 0.1 } }),
      ]);
      for (const [number, sentiment] of SENTIMENT_LABELS.entries()) {
        const expected = sentiment === 'mixed' ? [8, number] : [number];
        assertEqual(await listed(repository, { sentiment }), expected, `the ${sentiment} calls`);
      }
    }),
    example('a changed sentiment leaves the list of the old one', async ({ repository }) => {
      const first = sampleRecord(1, { sentiment: { label: 'negative' } });
      await saveAll(repository, [first, nextRevision(first, { sentiment: { label: 'neutral' } })]);
      assertEqual(await listed(repository, { sentiment: 'negative' }), [], 'the old one');
      assertEqual(await listed(repository, { sentiment: 'neutral' }), [1], 'the new one');
    }),
    example('minDurationMs is the first length that passes, maxDurationMs the first that does not', async (context) => {
      const { repository } = context;
      const unknown = [sampleWith(5, { mediaFacts: {} }), withoutAnalysis(sampleRecord(6))];
      await saveAll(repository, [
        lasting(1, 0),
        lasting(2, 59_999),
        lasting(3, 60_000),
        lasting(4, 60_001),
        ...unknown,
      ]);
      assertEqual(await listed(repository, { minDurationMs: 60_000 }), [4, 3], 'as long or longer');
      assertEqual(await listed(repository, { maxDurationMs: 60_000 }), [2, 1], 'shorter');
      assertEqual(await listed(repository, { minDurationMs: 1, maxDurationMs: 60_001 }), [3, 2], 'between two lengths');
      assertEqual(await listed(repository, { minDurationMs: 0 }), [4, 3, 2, 1], 'those whose length is known');
      const others = { category: 'billing', state: 'completed', minDurationMs: 60_001 } as const;
      assertEqual(await listed(repository, others), [4], 'beside other filters');
    }),
    example('a changed length counts at once', async ({ repository }) => {
      await saveAll(repository, [lasting(1, 10), nextRevision(lasting(1, 20))]);
      assertEqual(await listed(repository, { maxDurationMs: 15 }), [], 'the old one');
      assertEqual(await listed(repository, { minDurationMs: 15 }), [1], 'the new one');
    }),
  ];
}

function singleCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const named = (field: 'categories' | 'topics') => [
    sampleWith(1, { [field]: ['money'] }),
    sampleWith(2, { [field]: ['other', 'money'] }),
    sampleWith(3, { [field]: ['Money'] }),
    sampleWith(4, { [field]: ['moneyless', 'money less'] }),
    sampleWith(5, { [field]: [] }),
    withoutAnalysis(sampleRecord(6)),
    sampleWith(7, { categories: ['money', 'other'], topics: ['money', 'other'], [field]: ['else'] }),
  ];
  return [
    example('a category filter passes the calls that have the category, in any letter case', async ({ repository }) => {
      await saveAll(repository, named('categories'));
      for (const category of ['money', 'MONEY']) {
        assertEqual(await listed(repository, { category }), [3, 2, 1], 'no part of a name, and no topic');
      }
      assertEqual(await listed(repository, { category: 'nothing' }), [], 'a category that no call has');
    }),
    example('a topic filter passes the calls that have the topic, in any letter case', async ({ repository }) => {
      await saveAll(repository, named('topics'));
      for (const topic of ['money', 'MONEY']) {
        assertEqual(await listed(repository, { topic }), [3, 2, 1], 'no part of a name, and no category');
      }
      assertEqual(await listed(repository, { topic: 'nothing' }), [], 'a topic that no call has');
    }),
    example('a state filter passes the calls in that state', async ({ repository }) => {
      const records = RECORD_STATES.flatMap((state, index) => [
        sampleRecord(index, { state }),
        sampleRecord(index + 10, { state }),
      ]);
      await saveAll(repository, records);
      for (const [index, state] of RECORD_STATES.entries()) {
        assertEqual(await listed(repository, { state }), [index + 10, index], `the calls in state ${state}`);
      }
    }),
    example(
      'a filter by understood passes the calls that were not understood, or the others',
      async ({ repository }) => {
        await saveAll(repository, [
          sampleWith(1, { understood: false }),
          sampleWith(2, { understood: true }),
          sampleRecord(3),
          withoutAnalysis(sampleRecord(4, { state: 'submitted' })),
          sampleRecord(5, { analysis: sampleAnalysis({ understood: false }), state: 'no_match' }),
        ]);
        assertEqual(await listed(repository, { understood: false }), [5, 1], 'those that say so');
        assertEqual(await listed(repository, { understood: true }), [4, 3, 2], 'all others, without a result too');
        const named = { category: 'billing', state: 'completed' } as const;
        assertEqual(await listed(repository, { ...named, understood: false }), [1], 'beside other filters');
        assertEqual(await listed(repository, { ...named, understood: true }), [3, 2], 'beside other filters');
      },
    ),
    example('fromMs is the first time that passes, toMs the first that does not', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3, 4].map((number) => sampleRecord(number)),
      );
      const at = (number: number) => SAMPLE_MS + number * 1_000;
      assertEqual(await listed(repository, { fromMs: at(2) }), [4, 3, 2], 'from a time on, that time included');
      assertEqual(await listed(repository, { fromMs: at(2) + 1 }), [4, 3], 'from just after it');
      assertEqual(await listed(repository, { toMs: at(3) }), [2, 1], 'up to a time, that time excluded');
      assertEqual(await listed(repository, { toMs: at(3) + 1 }), [3, 2, 1], 'up to just after it');
      assertEqual(await listed(repository, { fromMs: at(2), toMs: at(4) }), [3, 2], 'between two times');
      assertEqual(await listed(repository, { fromMs: at(3), toMs: at(3) }), [], 'between a time and itself');
      assertEqual(
        await listed(repository, { fromMs: at(4), toMs: at(1) }),
        [],
        'between two times the wrong way round',
      );
    }),
    example('odd names are found, and no others but for letter case', async ({ repository }) => {
      await saveAll(
        repository,
        ODD_NAMES.map((name, number) => sampleWith(number, { categories: ['shared', name], topics: [name, 'shared'] })),
      );
      const alike = (name: string) =>
        ODD_NAMES.flatMap((other, number) => (foldCase(other) === foldCase(name) ? [number] : [])).reverse();
      for (const name of ODD_NAMES) {
        assertEqual(await listed(repository, { category: name }), alike(name), `the calls of category ${name}`);
        assertEqual(await listed(repository, { topic: name }), alike(name), `the calls of topic ${name}`);
      }
    }),
    example('a call that names a category or a topic twice is listed once', async ({ repository }) => {
      await repository.save(sampleWith(1, { categories: ['money', 'Money', 'money'], topics: ['refund', 'refund'] }));
      assertEqual(await listed(repository, { category: 'money' }), [1], 'by category');
      assertEqual(await listed(repository, { topic: 'refund' }), [1], 'by topic');
    }),
    example('a call of many categories and topics is found by each', async ({ repository }) => {
      const names = Array.from({ length: 60 }, (_, index) => `name ${index}`);
      await repository.save(sampleWith(1, { categories: names, topics: names }));
      for (const name of names) {
        assertEqual(await listed(repository, { category: name }), [1], `by category ${name}`);
        assertEqual(await listed(repository, { topic: name }), [1], `by topic ${name}`);
      }
    }),
  ];
}

function jointCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('every field of a filter must hold', async ({ repository }) => {
      const analysis = sampleAnalysis({ categories: ['money'], topics: ['refund'] });
      await saveAll(repository, [
        sampleRecord(5, { analysis, state: 'no_match' }),
        sampleRecord(6, { analysis: { ...analysis, categories: ['other'] }, state: 'no_match' }),
        sampleRecord(7, { analysis: { ...analysis, topics: ['other'] }, state: 'no_match' }),
        sampleRecord(8, { analysis }),
        sampleRecord(1, { analysis, state: 'no_match' }),
        sampleRecord(9, { analysis, state: 'no_match' }),
      ]);
      const all = { category: 'money', topic: 'refund', state: 'no_match' } as const;
      const time = { fromMs: SAMPLE_MS + 5_000, toMs: SAMPLE_MS + 9_000 };
      assertEqual(await listed(repository, { ...all, ...time }), [5], 'one call passes in every respect');
      const { category, topic, state } = all;
      assertEqual(await listed(repository, { topic, state, ...time }), [6, 5], 'any category');
      assertEqual(await listed(repository, { category, state, ...time }), [7, 5], 'any topic');
      assertEqual(await listed(repository, { category, topic, ...time }), [8, 5], 'any state');
      assertEqual(await listed(repository, all), [9, 5, 1], 'any time');
    }),
    example('a field that is undefined does not filter', async ({ repository }) => {
      await saveAll(repository, [sampleRecord(1), withoutAnalysis(sampleRecord(2))]);
      const none = { category: undefined, topic: undefined, state: undefined, fromMs: undefined, toMs: undefined };
      assertEqual(await listed(repository, { ...none, text: undefined }), [2, 1], 'every call passes');
    }),
    example('a filter that passes few of many calls finds them all, page by page', async ({ repository }) => {
      const numbers = Array.from({ length: 120 }, (_, index) => index);
      const categories = (number: number) => (number % 17 === 0 ? ['rare'] : ['common']);
      await saveAll(
        repository,
        numbers.map((number) => sampleWith(number, { categories: categories(number) })),
      );
      const named = await traverse(repository, { filter: { category: 'rare', topic: 'refund' }, limit: 3 });
      assertEqual(
        named.map(({ callId }) => callId),
        [119, 102, 85, 68, 51, 34, 17, 0].map((n) => `call-${n}`),
        'all eight',
      );
    }),
    example('a page loses no call that was looked at for it and did not fit', async ({ repository }) => {
      // Newest first, three calls fail the filter and five pass; each category is a span of them.
      const spans = [0, 1, 2].flatMap((from) => [4, 5, 6, 7, 8].map((to) => ({ from, to, name: `${from} to ${to}` })));
      const names = (at: number) => spans.filter(({ from, to }) => from <= at && at < to).map(({ name }) => name);
      await saveAll(
        repository,
        [0, 1, 2, 3, 4, 5, 6, 7].map((at) => {
          const analysis = sampleAnalysis({ categories: names(at), topics: names(at) });
          return sampleRecord(8 - at, { analysis, state: at < 3 ? 'no_match' : 'completed' });
        }),
      );
      for (const { to, name } of spans) {
        const expected = [3, 4, 5, 6, 7].filter((at) => at < to).map((at) => `call-${8 - at}`);
        for (const limit of [1, 2, 3]) {
          const field = limit === 2 ? { category: name } : { topic: name };
          const named = await traverse(repository, { filter: { ...field, state: 'completed' }, limit });
          assertEqual(
            named.map(({ callId }) => callId),
            expected,
            `those of ${name} that pass, by ${limit}`,
          );
        }
      }
    }),
  ];
}

function changeCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('a changed state leaves the list of the old one and enters that of the new', async ({ repository }) => {
      const submitted = sampleRecord(1, { state: 'submitted' });
      await saveAll(repository, [submitted, nextRevision(submitted, { state: 'completed' })]);
      assertEqual(await listed(repository, { state: 'submitted' }), [], 'the old state');
      assertEqual(await listed(repository, { state: 'completed' }), [1], 'the new state');
    }),
    example('changed categories leave the lists of the old ones and enter those of the new', async ({ repository }) => {
      const analysis = (categories: string[]) => ({ analysis: sampleAnalysis({ categories }) });
      const first = sampleRecord(1, analysis(['old', 'kept']));
      await saveAll(repository, [first, nextRevision(first, analysis(['kept', 'new']))]);
      const lists = ['old', 'kept', 'new'].map((category) => listed(repository, { category }));
      assertEqual(await Promise.all(lists), [[], [1], [1]], 'old, kept and new');
    }),
    example('changed topics leave the lists of the old ones and enter those of the new', async ({ repository }) => {
      const analysis = (topics: string[]) => ({ analysis: sampleAnalysis({ topics }) });
      const first = sampleRecord(1, analysis(['old', 'kept']));
      await saveAll(repository, [first, nextRevision(first, analysis(['kept', 'new']))]);
      const lists = ['old', 'kept', 'new'].map((topic) => listed(repository, { topic }));
      assertEqual(await Promise.all(lists), [[], [1], [1]], 'old, kept and new');
    }),
    example('a call that is understood now is no longer listed as not understood, and the reverse', async (context) => {
      const { repository } = context;
      const [first, second] = [sampleWith(1, { understood: false }), sampleWith(2, { understood: true })];
      await saveAll(repository, [first, second]);
      await repository.save(nextRevision(first, { analysis: sampleAnalysis() }));
      await repository.save(nextRevision(second, { analysis: sampleAnalysis({ understood: false }) }));
      assertEqual(await listed(repository, { understood: false }), [2], 'not understood');
      assertEqual(await listed(repository, { understood: true }), [1], 'understood');
    }),
    example('a call whose analysis went is no longer listed by what it said', async ({ repository }) => {
      await saveAll(repository, [sampleRecord(1), withoutAnalysis(nextRevision(sampleRecord(1)))]);
      assertEqual(await listed(repository, { category: 'billing' }), [], 'by category');
      assertEqual(await listed(repository, { topic: 'refund' }), [], 'by topic');
      assertEqual(await listed(repository), [1], 'without a filter it is');
    }),
  ];
}
