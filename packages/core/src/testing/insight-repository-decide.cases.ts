import * as fc from 'fast-check';
import type { KeptInsight } from '../coaching/kept-insight.js';
import { isEarshotError } from '../errors.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import { commentArbitrary, decisionArbitrary } from './arbitrary-insight.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { InsightsInCase } from './insight-repository.context.js';
import {
  firstKept,
  listedInsights,
  NO_CHANGE,
  sampleComment,
  sampleDecision,
  sampleId,
  sampleInsight,
  sampleScore,
  traverseInsights,
} from './sample-insight.js';
import { sampleHash } from './sample-record.js';
import { spoil } from './spoil.js';

const WRITERS = 6;

/** Rules of `decide`, and of what becomes of decisions. */
export function insightRepositoryDecideCases(maker: CaseMaker<InsightsInCase>): ContractCase[] {
  return [...decisionCases(maker), ...conflictCases(maker), ...survivalCases(maker)];
}

function decisionCases({ example, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    property(
      'decisions and comments are kept in order, and the last decision is the status',
      fc.array(
        fc.record({
          decision: fc.option(decisionArbitrary(), { nil: undefined }),
          comment: fc.option(commentArbitrary(), { nil: undefined }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      async ({ repository, other }, changes) => {
        await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
        let expected: KeptInsight = firstKept(sampleInsight(1, 1));
        for (const { decision, comment } of changes) {
          const decisions = [...expected.decisions, ...(decision === undefined ? [] : [decision])];
          const comments = [...expected.comments, ...(comment === undefined ? [] : [comment])];
          const { status = expected.status } = decision ?? {};
          const times = [...decisions, ...comments].map(({ atMs }) => atMs);
          const updatedAtMs = times.length === 0 ? expected.updatedAtMs : Math.max(...times);
          const version = expected.version + 1;
          expected = { ...expected, status, decisions, comments, updatedAtMs, version };
          const decided = await repository.decide(sampleId(1), version - 1, { decision, comment });
          assertEqual(decided, expected, 'decide answers what is kept');
          assertEqual(await other.get(sampleId(1)), expected, 'get gives it');
        }
        assertEqual(await other.ofCall(sampleHash(1)), [expected], 'ofCall gives it');
        assertEqual(await traverseInsights(other), [expected], 'list gives it');
      },
    ),
    example('a decision moves the insight to the lists of its new status', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1), sampleInsight(1, 2)]);
      await repository.decide(sampleId(1), 1, { decision: sampleDecision('dismissed') });
      assertEqual(await listedInsights(repository, { status: 'dismissed' }), [1], 'it is dismissed');
      assertEqual(await listedInsights(repository, { status: 'pending' }), [2], 'the other one is pending');
      assertEqual((await repository.count({ status: 'pending' })).total, 1, 'and counts alone');
      assertEqual(await listedInsights(repository), [2, 1], 'both keep their places');
    }),
    example('changing a decision that was passed in changes nothing that is kept', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      const change = { decision: { ...sampleDecision('completed') }, comment: { ...sampleComment('Done.') } };
      const decided = await repository.decide(sampleId(1), 1, change);
      spoil(change);
      spoil(decided);
      const kept = await repository.get(sampleId(1));
      assertEqual(kept?.decisions, [sampleDecision('completed')], 'the decision is as it was');
      assertEqual(kept?.comments, [sampleComment('Done.')], 'the comment is, too');
    }),
  ];
}

function conflictCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  const decision = sampleDecision('completed');
  return [
    example('a decision on another version is a conflict, and changes nothing', async ({ repository, other }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      const kept = await other.decide(sampleId(1), 1, { comment: sampleComment('First.') });
      for (const version of [0, 1, 3]) {
        await assertRejects(
          repository.decide(sampleId(1), version, { decision }),
          'EARSHOT_CONFLICT',
          `not ${version}`,
        );
      }
      assertEqual(await repository.get(sampleId(1)), kept, 'nothing changed');
    }),
    example('a decision on an insight that changed since it was read is a conflict', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      await repository.replace(sampleScore(1, { revision: 2 }), [sampleInsight(1, 1, { title: 'Another' })]);
      await assertRejects(
        repository.decide(sampleId(1), 1, { decision }),
        'EARSHOT_CONFLICT',
        'it says something else',
      );
      assertEqual((await repository.get(sampleId(1)))?.status, 'pending', 'nothing was decided');
    }),
    example('a decision on an insight that is not given is EARSHOT_NOT_FOUND', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      await repository.decide(sampleId(1), 1, { comment: sampleComment('Kept aside.') });
      await repository.replace(sampleScore(1, { revision: 2 }), []);
      for (const [id, version] of [
        [sampleId(2), 1],
        [sampleId(1), 2],
        [sampleId(1), 3],
      ] as const) {
        await assertRejects(repository.decide(id, version, { decision }), 'EARSHOT_NOT_FOUND', 'it is not given');
      }
    }),
    example('of many parallel decisions on one version, one wins and the others are conflicts', async (context) => {
      const { repository, other } = context;
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      const comments = Array.from({ length: WRITERS }, (_, writer) => sampleComment(`Writer ${writer}`));
      const outcomes = await Promise.allSettled(
        comments.map((comment, writer) => (writer % 2 === 0 ? repository : other).decide(sampleId(1), 1, { comment })),
      );
      const won = comments.filter((_, writer) => outcomes[writer]?.status === 'fulfilled');
      assertEqual(won.length, 1, 'one wins');
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') {
          assertOk(isEarshotError(outcome.reason, 'EARSHOT_CONFLICT'), `a conflict, not ${outcome.reason}`);
        }
      }
      assertEqual((await repository.get(sampleId(1)))?.comments, won, 'the one that won is kept');
    }),
  ];
}

function survivalCases({ example, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('decisions and comments survive when the insight is computed again', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      await dismiss(repository);
      const changed = sampleInsight(1, 1, { title: 'Another', initialStatus: 'completed' });
      for (const [revision, insight] of [sampleInsight(1, 1), changed].entries()) {
        await repository.replace(sampleScore(1, { revision: revision + 2 }), [insight]);
        await assertDismissed(repository, insight.title);
      }
    }),
    example('decisions on an insight that is withdrawn are back when it is', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      await dismiss(repository);
      const gone = await repository.replace(sampleScore(1, { revision: 2 }), [sampleInsight(1, 2)]);
      assertEqual(gone, { ...NO_CHANGE, added: 1, withdrawn: 1 }, 'it is withdrawn');
      assertEqual(await repository.get(sampleId(1)), undefined, 'and not to be found');
      assertEqual(await listedInsights(repository), [2], 'nor to be listed');
      assertEqual(await listedInsights(repository, { status: 'dismissed' }), [], 'under any status');
      const still = await repository.replace(sampleScore(1, { revision: 3 }), [sampleInsight(1, 2)]);
      assertEqual(still, { ...NO_CHANGE, unchanged: 1 }, 'it is withdrawn once');
      const back = await repository.replace(sampleScore(1, { revision: 4 }), [sampleInsight(1, 1)]);
      assertEqual(back, { ...NO_CHANGE, added: 1, withdrawn: 1 }, 'it is back');
      await assertDismissed(repository, sampleInsight(1, 1).title);
    }),
    example('an insight that nobody decided about has the status that it is given with', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      await repository.decide(sampleId(1), 1, { comment: sampleComment('Only a remark.') });
      const praise = sampleInsight(1, 1, { initialStatus: 'completed' });
      await repository.replace(sampleScore(1, { revision: 2 }), [praise]);
      assertEqual((await repository.get(sampleId(1)))?.status, 'completed', 'a remark decides nothing');
      assertEqual(await listedInsights(repository, { status: 'completed' }), [1], 'it is listed as completed');
      assertEqual(await listedInsights(repository, { status: 'pending' }), [], 'and not as pending');
    }),
    property(
      'a decision that was answered is not lost, whatever replaces the insight meanwhile',
      fc.record({ before: fc.array(fc.boolean(), { maxLength: 2 }), after: fc.array(fc.boolean(), { maxLength: 2 }) }),
      async ({ repository, other }, { before, after }) => {
        await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
        const replace = (isGiven: boolean, index: number) =>
          other.replace(
            sampleScore(1, { revision: index + 2 }),
            isGiven ? [sampleInsight(1, 1, { title: `revision ${index + 2}` })] : [],
          );
        const earlier = before.map(replace);
        const deciding = repository.decide(sampleId(1), 1, { decision: sampleDecision('dismissed') });
        const later = after.map((isGiven, index) => replace(isGiven, before.length + index));
        const [decided] = await Promise.allSettled([deciding, ...earlier, ...later]);
        await other.replace(sampleScore(1, { revision: 9 }), [sampleInsight(1, 1, { title: 'last' })]);
        const kept = await repository.get(sampleId(1));
        assertEqual(kept?.title, 'last', 'the newest revision');
        if (decided.status === 'fulfilled') assertEqual(kept?.decisions, [sampleDecision('dismissed')], 'the decision');
        else {
          const { reason } = decided;
          const isExpected = isEarshotError(reason, 'EARSHOT_CONFLICT') || isEarshotError(reason, 'EARSHOT_NOT_FOUND');
          assertOk(isExpected, `a conflict or not found, not ${reason}`);
          assertEqual(kept?.decisions, [], 'what was refused is not kept');
        }
      },
    ),
  ];
}

async function dismiss(repository: InsightRepository): Promise<void> {
  const change = { decision: sampleDecision('dismissed'), comment: sampleComment('Not so.') };
  await repository.decide(sampleId(1), 1, change);
}

async function assertDismissed(repository: InsightRepository, title: string): Promise<void> {
  const kept = await repository.get(sampleId(1));
  assertEqual(kept?.title, title, 'what the record gives');
  assertEqual(kept?.status, 'dismissed', 'what was decided');
  assertEqual(kept?.decisions, [sampleDecision('dismissed')], 'the decision');
  assertEqual(kept?.comments, [sampleComment('Not so.')], 'the comment');
  assertEqual(await listedInsights(repository, { status: 'dismissed' }), [1], 'it is listed as dismissed');
  assertEqual(await listedInsights(repository, { status: 'pending' }), [], 'and in no other status');
}
