import type { CallId } from '../model/call.js';
import { assertEqual, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleAnalysis, sampleRecord, sampleWith } from './sample-record.js';
import { listed, saveAll, traverse } from './traverse.js';

/** What holds of the text filter, where there is one and where there is none. */
export function recordRepositoryTextCases(maker: CaseMaker<RepositoryInCase>, textSearch: boolean): ContractCase[] {
  return textSearch ? textCases(maker) : [noTextCase(maker)];
}

function noTextCase({ example }: CaseMaker<RepositoryInCase>): ContractCase {
  return example(
    'a text filter is rejected with EARSHOT_NOT_SUPPORTED, alone and with others',
    async ({ repository }) => {
      await repository.save(sampleRecord(1));
      for (const filter of [
        { text: 'money' },
        { text: 'money', category: 'billing' },
        { text: 'x', state: 'failed' as const },
      ]) {
        const list = repository.list({ filter, limit: 10 });
        await assertRejects(list, 'EARSHOT_NOT_SUPPORTED', 'this repository searches no text');
      }
    },
  );
}

function textCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const empty = {
    callSummary: '',
    audioSummary: '',
    categories: [],
    topics: [],
    transcript: { text: '', segments: [] },
  };
  const summarised = (number: number, callSummary: string) => sampleWith(number, { ...empty, callSummary });
  return [
    example('text is found in call id, summaries, categories, topics and transcript', async ({ repository }) => {
      await saveAll(repository, [
        sampleRecord(1, { callId: 'call of the needle' as CallId, analysis: sampleAnalysis(empty) }),
        sampleWith(2, { ...empty, callSummary: 'They lost a needle.' }),
        sampleWith(3, { ...empty, audioSummary: 'A needle is found.' }),
        sampleWith(4, { ...empty, categories: ['other', 'needle'] }),
        sampleWith(5, { ...empty, topics: ['other', 'a needle'] }),
        sampleWith(6, { ...empty, transcript: { text: 'Where is the needle?', segments: [] } }),
        sampleWith(7, { ...empty, transcript: { text: `${'hay '.repeat(100_000)}needle`, segments: [] } }),
        sampleWith(8, empty),
      ]);
      assertEqual(await listed(repository, { text: 'needle' }), [7, 6, 5, 4, 3, 2, 1], 'wherever it stands');
    }),
    example('text is found in aliases, and no longer in one that went', async ({ repository }) => {
      const first = sampleRecord(1, { aliases: ['other', 'copy of the needle'] as CallId[] });
      await saveAll(repository, [first, sampleRecord(2)]);
      assertEqual(await listed(repository, { text: 'the needle' }), [1], 'it is one of its names');
      await repository.save(nextRevision(first, { aliases: ['other'] as CallId[] }));
      assertEqual(await listed(repository, { text: 'the needle' }), [], 'it was one of its names');
    }),
    example('text is not found where it is not looked for', async ({ repository }) => {
      const analysis = sampleAnalysis({ ...empty, customFields: { needle: 'needle' }, blueprint: { name: 'needle' } });
      await repository.save(sampleRecord(1, { metadata: { needle: 'needle' }, analysis }));
      assertEqual(await listed(repository, { text: 'needle' }), [], 'metadata and custom fields are not searched');
      assertEqual(await listed(repository, { text: 'job-1' }), [], 'neither are job ids');
    }),
    example('text is found in any letter case, of any script', async ({ repository }) => {
      await saveAll(repository, [summarised(1, 'Où est la ÉCOUTE?'), summarised(2, 'Привет, Мир')]);
      for (const text of ['écoute', 'ÉCOUTE', 'Écoute', 'OÙ EST']) {
        assertEqual(await listed(repository, { text }), [1], `by ${text}`);
      }
      assertEqual(await listed(repository, { text: 'пРИВЕТ, мИР' }), [2], 'by letters that are not Latin');
      assertEqual(await listed(repository, { text: 'ecoute' }), [], 'an accent counts');
    }),
    example('text is found inside a word, and however short', async ({ repository }) => {
      await saveAll(repository, [summarised(1, 'unforgettable'), summarised(2, '返金')]);
      for (const text of ['forget', 'unf', 'e', 'table', 'unforgettable']) {
        assertEqual(await listed(repository, { text }), [1], `by ${text}`);
      }
      assertEqual(await listed(repository, { text: '金' }), [2], 'by one character');
      assertEqual(await listed(repository, { text: 'unforgettably' }), [], 'all of the word must be there');
    }),
    example('text of several words is found where all of them are, in any order', async ({ repository }) => {
      await saveAll(repository, [
        summarised(1, 'the quick fox'),
        summarised(2, 'Fox, quick: the'),
        summarised(3, 'the slow fox'),
        sampleWith(4, { ...empty, callSummary: 'The fox', transcript: { text: 'is QUICK', segments: [] } }),
        summarised(5, 'quickest of all foxes, the'),
      ]);
      for (const text of ['the quick fox', ' fox  the\tQUICK ', 'fox fox quick the']) {
        assertEqual(await listed(repository, { text }), [5, 4, 2, 1], `by ${text}`);
      }
      assertEqual(await listed(repository, { text: 'x q e' }), [5, 4, 2, 1], 'by short ones');
      assertEqual(await listed(repository, { text: 'fox quick slow' }), [], 'one of them is missing everywhere');
    }),
    example('a phrase in quotation marks is found as it is, spaces included', async ({ repository }) => {
      await saveAll(repository, [
        summarised(1, 'the Quick fox'),
        summarised(2, 'fox, quick: the'),
        summarised(3, 'the  quick'),
        sampleWith(4, { ...empty, callSummary: 'They saw the', transcript: { text: 'quick', segments: [] } }),
      ]);
      for (const text of ['"the quick"', '“THE QUICK”', '"the quick', '"HE QU"']) {
        assertEqual(await listed(repository, { text }), [1], `by ${text}`);
      }
      assertEqual(await listed(repository, { text: '"the quick" fox' }), [1], 'beside a word that is there');
      assertEqual(await listed(repository, { text: '"the quick" hound' }), [], 'beside a word that is not');
      assertEqual(await listed(repository, { text: 'quick "fox, "' }), [2], 'with a space at its end');
    }),
    example('no character of a text is a wildcard or an operator', async ({ repository }) => {
      const marks = ['%', '_', '*', '?', "'", '\\', '(', ')', '-', '^', ':', '[', '{', 'OR', 'NEAR', 'NOT'];
      const texts = ['plain a b', ...marks.map((mark) => `x${mark}y`)];
      const callId = (number: number) => `c${number}` as CallId;
      await saveAll(
        repository,
        texts.map((text, number) => ({ ...summarised(number, text), callId: callId(number) })),
      );
      for (const [index, mark] of marks.entries()) {
        assertEqual(await listed(repository, { text: mark }), [index + 1], `by ${mark}`);
        assertEqual(await listed(repository, { text: `"x${mark}"` }), [index + 1], `by a phrase with ${mark}`);
      }
    }),
    example('text that a save changed is found as it stands now', async ({ repository }) => {
      const first = summarised(1, 'about a refund');
      const analysis = sampleAnalysis({ ...empty, callSummary: 'about a delivery' });
      await saveAll(repository, [first, nextRevision(first, { analysis })]);
      assertEqual(await listed(repository, { text: 'refund' }), [], 'the old text');
      assertEqual(await listed(repository, { text: 'delivery' }), [1], 'the new text');
      await repository.delete(first.hash);
      assertEqual(await listed(repository, { text: 'delivery' }), [], 'a deleted text');
    }),
    example('a text filter holds beside the others, page by page', async ({ repository }) => {
      const numbers = Array.from({ length: 30 }, (_, index) => index);
      await saveAll(
        repository,
        numbers.map((number) =>
          sampleWith(number, {
            ...empty,
            callSummary: number % 2 === 0 ? 'An even call' : 'An odd one',
            categories: number % 3 === 0 ? ['third'] : [],
          }),
        ),
      );
      const filter = { text: 'EVEN', category: 'third', state: 'completed', fromMs: SAMPLE_MS + 6_000 } as const;
      const named = await traverse(repository, { filter, limit: 2 });
      assertEqual(
        named.map(({ callId }) => callId),
        [24, 18, 12, 6].map((number) => `call-${number}`),
        'all four',
      );
    }),
  ];
}
