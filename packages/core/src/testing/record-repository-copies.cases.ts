import type { JobId } from '../model/job.js';
import { overviewOf } from '../model/record.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, sampleHash, sampleRecord } from './sample-record.js';
import { spoil } from './spoil.js';
import { traverse } from './traverse.js';

/** What is kept, and what was passed in or given out, never change each other. */
export function recordRepositoryCopyCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('changing a record after it was saved changes nothing that is kept', async (context) => {
      const passed = sampleRecord(1);
      await context.repository.save(passed);
      spoil(passed);
      await assertKept(context);
    }),
    example('changing a second revision after it was saved changes nothing that is kept', async (context) => {
      await context.repository.save(sampleRecord(1));
      const given = await context.repository.get(sampleHash(1));
      const passed = nextRevision({ ...sampleRecord(1), ...given }, { jobs: [...(given?.jobs ?? [])] });
      await context.repository.save(passed);
      spoil(passed);
      await assertKept(context, 2);
    }),
    example('changing what get gave changes nothing that is kept', async (context) => {
      await context.repository.save(sampleRecord(1));
      spoil(await context.repository.get(sampleHash(1)));
      await assertKept(context);
    }),
    example('changing what findByJob gave changes nothing that is kept', async (context) => {
      await context.repository.save(sampleRecord(1));
      spoil(await context.repository.findByJob('job-1' as JobId));
      await assertKept(context);
    }),
    example('changing what list gave changes nothing that is kept', async (context) => {
      await context.repository.save(sampleRecord(1));
      spoil(await context.repository.list({ filter: {}, limit: 10 }));
      await assertKept(context);
    }),
    example('what was given out does not change with a later save', async ({ repository }) => {
      await repository.save(sampleRecord(1));
      const [got, found, [overview]] = [
        await repository.get(sampleHash(1)),
        await repository.findByJob('job-1' as JobId),
        await traverse(repository),
      ];
      await repository.save(nextRevision(sampleRecord(1), { state: 'failed', metadata: {} }));
      assertEqual(got, sampleRecord(1), 'what get gave');
      assertEqual(found, sampleRecord(1), 'what findByJob gave');
      assertEqual(overview, overviewOf(sampleRecord(1)), 'what list gave');
    }),
  ];
}

async function assertKept({ repository }: RepositoryInCase, revision = 1): Promise<void> {
  const kept = sampleRecord(1, { revision });
  assertEqual(await repository.get(kept.hash), kept, 'get gives what was saved');
  assertEqual(await repository.findByJob('job-1' as JobId), kept, 'findByJob gives what was saved');
  assertEqual(await traverse(repository), [overviewOf(kept)], 'list gives what was saved');
}
