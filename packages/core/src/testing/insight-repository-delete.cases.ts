import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { InsightsInCase } from './insight-repository.context.js';
import {
  agentNames,
  firstKept,
  listedInsights,
  sampleComment,
  sampleDecision,
  sampleId,
  sampleInsight,
  sampleScore,
} from './sample-insight.js';
import { sampleHash } from './sample-record.js';

/** Rules of `delete`. */
export function insightRepositoryDeleteCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('after a delete nothing of the call is found, not even what was kept aside', async (context) => {
      const { repository } = context;
      await repository.replace(sampleScore(1), [sampleInsight(1, 1), sampleInsight(1, 2)]);
      await repository.decide(sampleId(1), 1, { decision: sampleDecision('dismissed') });
      await repository.replace(sampleScore(1, { revision: 2 }), [sampleInsight(1, 2)]);
      assertEqual(await repository.delete(sampleHash(1)), 3, 'the score and two insights, one of them kept aside');
      await assertGone(context);
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      assertEqual(await repository.get(sampleId(1)), firstKept(sampleInsight(1, 1)), 'no decision comes back');
    }),
    example('delete answers how much it removed, and may be repeated', async ({ repository }) => {
      assertEqual(await repository.delete(sampleHash(1)), 0, 'there was nothing');
      await repository.replace(sampleScore(1), []);
      assertEqual(await repository.delete(sampleHash(1)), 1, 'the score');
      assertEqual(await repository.delete(sampleHash(1)), 0, 'nothing was left');
    }),
    example('a delete leaves the other calls alone', async ({ repository }) => {
      for (const call of [1, 2, 3]) await repository.replace(sampleScore(call), [sampleInsight(call, call)]);
      await repository.decide(sampleId(3), 1, { comment: sampleComment('Stays.') });
      await repository.delete(sampleHash(2));
      assertEqual(await listedInsights(repository), [3, 1], 'their insights are listed');
      assertEqual((await repository.get(sampleId(3)))?.comments, [sampleComment('Stays.')], 'with comments');
      const { scores } = await repository.scoresOf({ agent: 'Ada', limit: 10 });
      assertEqual(scores, [sampleScore(3), sampleScore(1)], 'their scores are kept');
    }),
    example('of a delete and a replace at the same time, all of the call is left or nothing', async (context) => {
      const { repository, other } = context;
      const next = [sampleInsight(1, 1), sampleInsight(1, 2)];
      const replace = () => other.replace(sampleScore(1, { revision: 2 }), next);
      const remove = () => repository.delete(sampleHash(1));
      for (const writes of [
        [remove, replace],
        [replace, remove],
      ]) {
        await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
        await Promise.all(writes.map((write) => write()));
        if ((await repository.scoreOf(sampleHash(1))) === undefined) await assertGone(context);
        else {
          assertEqual((await repository.ofCall(sampleHash(1))).length, 2, 'both insights are kept');
          assertEqual(await listedInsights(other), [2, 1], 'and listed');
        }
        await repository.delete(sampleHash(1));
      }
    }),
  ];
}

async function assertGone({ repository, other }: InsightsInCase): Promise<void> {
  for (const reader of [repository, other]) {
    assertEqual(await reader.scoreOf(sampleHash(1)), undefined, 'scoreOf answers undefined');
    assertEqual(await reader.ofCall(sampleHash(1)), [], 'ofCall gives nothing');
    for (const number of [1, 2]) assertEqual(await reader.get(sampleId(number)), undefined, 'get answers undefined');
    for (const filter of [{}, { agent: 'Ada' }, { status: 'pending' as const }, { status: 'dismissed' as const }]) {
      assertEqual(await listedInsights(reader, filter), [], 'list gives nothing');
      assertEqual((await reader.count(filter)).total, 0, 'nothing is counted');
    }
    assertEqual(await agentNames(reader), [], 'the agent is not named');
    const { scores } = await reader.scoresOf({ agent: 'Ada', limit: 10 });
    assertOk(scores.length === 0, 'the agent has no scores');
  }
}
