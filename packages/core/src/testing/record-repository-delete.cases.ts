import type { CallId } from '../model/call.js';
import type { JobId } from '../model/job.js';
import { assertEqual, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, sampleHash, sampleJob, sampleRecord } from './sample-record.js';
import { listed, saveAll } from './traverse.js';

/** What holds of `delete`, and of what comes after it. */
export function recordRepositoryDeleteCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('after a delete the call is found in no way', async (context) => {
      const first = sampleRecord(1);
      await saveAll(context.repository, [
        first,
        nextRevision(first, { jobs: [sampleJob('job-1'), sampleJob('job-b')] }),
      ]);
      await context.repository.delete(sampleHash(1));
      await assertGone(context);
    }),
    example('delete answers whether a record was there, however often', async ({ repository }) => {
      assertEqual(await repository.delete(sampleHash(1)), false, 'there was none');
      await repository.save(sampleRecord(1));
      assertEqual(await repository.delete(sampleHash(1)), true, 'there was one');
      assertEqual(await repository.delete(sampleHash(1)), false, 'there was none any more');
    }),
    example('of many parallel deletes, one finds the record', async ({ repository }) => {
      await repository.save(sampleRecord(1));
      const answers = await Promise.all(Array.from({ length: 8 }, () => repository.delete(sampleHash(1))));
      assertEqual(answers.filter(Boolean).length, 1, 'one delete removed it');
    }),
    example('a delete leaves the other calls alone', async ({ repository }) => {
      await saveAll(repository, [sampleRecord(1), sampleRecord(2), sampleRecord(3)]);
      await repository.delete(sampleHash(2));
      assertEqual(await listed(repository), [3, 1], 'the others are listed');
      assertEqual(await listed(repository, { category: 'billing', topic: 'refund' }), [3, 1], 'with any filter');
      assertEqual(await repository.get(sampleHash(1)), sampleRecord(1), 'get gives the others');
      assertEqual(await repository.findByJob('job-3' as JobId), sampleRecord(3), 'findByJob finds the others');
    }),
    example('after a delete, a writer that was late is told of a conflict', async (context) => {
      const { repository } = context;
      await repository.save(sampleRecord(1));
      await repository.delete(sampleHash(1));
      const late = repository.save(nextRevision(sampleRecord(1)));
      await assertRejects(late, 'EARSHOT_CONFLICT', 'what was deleted does not come back');
      await assertGone(context);
    }),
    example('a writer that was late does not win over the call that came back', async ({ repository }) => {
      const first = sampleRecord(1);
      const back = sampleRecord(1, { state: 'failed', createdAtMs: first.createdAtMs + 1 });
      await repository.save(first);
      await repository.delete(sampleHash(1));
      await repository.save(back);
      const late = nextRevision(first, { jobs: [sampleJob('job-b')], aliases: ['late' as CallId] });
      await assertRejects(repository.save(late), 'EARSHOT_CONFLICT', 'the revisions fit, but the call is another one');
      assertEqual(await repository.get(sampleHash(1)), back, 'get gives the call that came back');
      assertEqual(await repository.findByJob('job-b' as JobId), undefined, 'the late job is not known');
      assertEqual(await repository.findByAlias('late' as CallId), undefined, 'the late alias is not known');
      assertEqual(await listed(repository, { state: 'completed' }), [], 'the late state lists nothing');
      assertEqual(await listed(repository, { category: 'billing' }), [1], 'the category of both lists it once');
      await repository.save(nextRevision(back));
    }),
    example('of a delete and a save in parallel, nothing is left', async (context) => {
      const { repository } = context;
      await repository.save(sampleRecord(1));
      const [saved] = await Promise.allSettled([
        repository.save(nextRevision(sampleRecord(1))),
        repository.delete(sampleHash(1)),
      ]);
      if (saved.status === 'rejected') {
        await assertRejects(Promise.reject(saved.reason), 'EARSHOT_CONFLICT', 'the save came second');
      }
      await assertGone(context);
    }),
    example('what was deleted can be saved anew, from revision 1', async ({ repository }) => {
      await saveAll(repository, [sampleRecord(1), nextRevision(sampleRecord(1))]);
      await repository.delete(sampleHash(1));
      await repository.save(sampleRecord(1, { state: 'failed' }));
      assertEqual(
        await repository.get(sampleHash(1)),
        sampleRecord(1, { state: 'failed' }),
        'get gives the new record',
      );
      assertEqual(await listed(repository), [1], 'it is listed once');
      assertEqual(await listed(repository, { state: 'completed' }), [], 'nothing is left of the old one');
    }),
  ];
}

async function assertGone({ repository }: RepositoryInCase): Promise<void> {
  assertEqual(await repository.get(sampleHash(1)), undefined, 'get answers undefined');
  for (const jobId of ['job-1', 'job-b'] as JobId[]) {
    assertEqual(await repository.findByJob(jobId), undefined, 'findByJob answers undefined');
  }
  for (const filter of [{}, { category: 'billing' }, { topic: 'refund' }, { state: 'completed' as const }]) {
    assertEqual(await listed(repository, filter), [], 'list names nothing');
  }
}
