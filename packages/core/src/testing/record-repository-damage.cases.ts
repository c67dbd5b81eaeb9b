import type { CallHash } from '../model/call.js';
import type { CallFilter, PagePosition } from '../model/page.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { assertEqual, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { sampleHash, sampleRecord } from './sample-record.js';
import { listed, saveAll } from './traverse.js';

const FILTERS: readonly CallFilter[] = [
  {},
  { category: 'billing' },
  { topic: 'refund' },
  { state: 'completed' },
  { understood: true },
];

/** What holds of records that were damaged where they are kept. */
export function recordRepositoryDamageCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const saved = async ({ repository, damage }: RepositoryInCase) => {
    await saveAll(
      repository,
      [1, 2, 3, 4, 5].map((number) => sampleRecord(number)),
    );
    for (const number of [2, 5]) await damage(sampleHash(number));
  };
  return [
    example('get rejects a damaged record with EARSHOT_UNREADABLE, and gives the others', async (context) => {
      await saved(context);
      const { repository } = context;
      await assertRejects(repository.get(sampleHash(2)), 'EARSHOT_UNREADABLE', 'it is not what was saved');
      assertEqual(await repository.get(sampleHash(3)), sampleRecord(3), 'get gives the others');
    }),
    example('a list leaves damaged records out and names each once, whatever its filter and pages', async (context) => {
      await saved(context);
      for (const filter of FILTERS) {
        for (const limit of [1, 2, 100]) {
          const { calls, damaged } = await pagesOf(context.repository, filter, limit);
          assertEqual(calls, [4, 3, 1].map(sampleHash), 'the others are listed in order');
          assertEqual(damaged, [2, 5].map(sampleHash), 'each damaged one is named once');
        }
      }
    }),
    example('a list without damaged records names none', async (context) => {
      await saveAll(context.repository, [sampleRecord(1)]);
      const page = await context.repository.list({ filter: {}, limit: 10 });
      assertEqual(page.damaged ?? [], [], 'nothing is damaged');
    }),
    example('a damaged record can be deleted, and its call saved again', async (context) => {
      await saved(context);
      const { repository } = context;
      assertEqual(await repository.delete(sampleHash(2)), true, 'it was there');
      assertEqual(await repository.get(sampleHash(2)), undefined, 'it is gone');
      assertEqual((await pagesOf(repository, {}, 100)).damaged, [sampleHash(5)], 'the other is still named');
      await repository.save(sampleRecord(2));
      assertEqual(await repository.get(sampleHash(2)), sampleRecord(2), 'get gives the new record');
      assertEqual(await listed(repository, { category: 'billing' }), [4, 3, 2, 1], 'it is listed');
    }),
  ];
}

/** All pages of a list: its calls in order, its damaged ones sorted. */
async function pagesOf(repository: RecordRepository, filter: CallFilter, limit: number) {
  const calls: CallHash[] = [];
  const damaged: CallHash[] = [];
  let after: PagePosition | undefined;
  do {
    const page = await repository.list({ filter, limit, after });
    calls.push(...page.calls.map(({ hash }) => hash));
    damaged.push(...(page.damaged ?? []));
    after = page.next;
  } while (after !== undefined);
  return { calls, damaged: damaged.sort() };
}
