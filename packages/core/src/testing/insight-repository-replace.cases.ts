import * as fc from 'fast-check';
import type { CallScore } from '../coaching/call-score.js';
import type { Insight, InsightId } from '../coaching/insight.js';
import { compareInsights } from '../coaching/insight-filter.js';
import { callScoreArbitrary, insightArbitrary } from './arbitrary-insight.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { InsightsInCase } from './insight-repository.context.js';
import { ODD_NAMES } from './odd-names.js';
import {
  firstKept,
  listedInsights,
  NO_CHANGE,
  sampleId,
  sampleInsight,
  sampleScore,
  traverseInsights,
} from './sample-insight.js';
import { sampleHash } from './sample-record.js';
import { spoil } from './spoil.js';

/** Rules of `replace`, `scoreOf`, `ofCall` and `get`. */
export function insightRepositoryReplaceCases(maker: CaseMaker<InsightsInCase>): ContractCase[] {
  return [...keepingCases(maker), ...replacingCases(maker), ...revisionCases(maker)];
}

function keepingCases({ example, pair, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    pair('two insight repositories know nothing of each other', async (one, { repository }) => {
      await one.repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      assertEqual(await repository.get(sampleId(1)), undefined, 'the other one has no such insight');
      assertEqual(await repository.scoreOf(sampleHash(1)), undefined, 'the other one has no score');
      assertEqual(await listedInsights(repository), [], 'the other one lists nothing');
    }),
    example('nothing is found of a call that has no score, or under another id', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      assertEqual(await repository.scoreOf(sampleHash(2)), undefined, 'another call has no score');
      assertEqual(await repository.ofCall(sampleHash(2)), [], 'another call has no insights');
      for (const id of [sampleId(2), sampleId(1).slice(1), '', 'odd #%?']) {
        assertEqual(await repository.get(id as InsightId), undefined, `there is no insight ${id}`);
      }
    }),
    property(
      'any score and any insights are given back equal, by every process',
      fc.record({
        score: callScoreArbitrary(),
        insights: fc.uniqueArray(insightArbitrary(), { maxLength: 5, selector: ({ id }) => id }),
      }),
      async ({ repository, other }, { score, insights }) => {
        const given = insights.map((insight) => ({ ...insight, hash: score.hash }));
        const counts = await repository.replace(score, given);
        assertEqual(counts, { ...NO_CHANGE, added: given.length }, 'all are new');
        const kept = given.map(firstKept).sort(compareInsights);
        assertEqual(await other.scoreOf(score.hash), score, 'scoreOf gives the score');
        assertEqual(await other.ofCall(score.hash), kept, 'ofCall gives the insights in the order of lists');
        for (const insight of kept) assertEqual(await other.get(insight.id), insight, 'get gives each of them');
        assertEqual(await traverseInsights(other), kept, 'list gives them');
      },
    ),
    example('a call without insights keeps its score', async ({ repository }) => {
      assertEqual(await repository.replace(sampleScore(1), []), NO_CHANGE, 'there is nothing to add');
      assertEqual(await repository.scoreOf(sampleHash(1)), sampleScore(1), 'the score is kept');
    }),
    example('odd names and long texts are kept as they are', async ({ repository }) => {
      const long = '返'.repeat(4_000);
      const names = [...ODD_NAMES, long];
      const insights = names.map((name, number) =>
        sampleInsight(1, number, { rule: name, title: name, message: name, metrics: { [name.slice(0, 50)]: name } }),
      );
      await repository.replace(sampleScore(1), insights);
      for (const insight of insights) {
        assertEqual(await repository.get(insight.id), firstKept(insight), `the insight titled ${insight.title}`);
      }
      assertEqual((await repository.ofCall(sampleHash(1))).length, names.length, 'ofCall gives all of them');
    }),
    example('fifty insights of one call are kept', async ({ repository }) => {
      const insights = Array.from({ length: 50 }, (_, number) => sampleInsight(1, number));
      assertEqual((await repository.replace(sampleScore(1), insights)).added, 50, 'fifty are added');
      assertEqual((await repository.ofCall(sampleHash(1))).length, 50, 'ofCall gives fifty');
      const later = await repository.replace(sampleScore(1, { revision: 2 }), insights.slice(0, 1));
      assertEqual(later, { ...NO_CHANGE, withdrawn: 49, unchanged: 1 }, 'all but one go');
      assertEqual(await listedInsights(repository), [0], 'one is left');
    }),
    example('changing what was passed in or given out changes nothing that is kept', async ({ repository }) => {
      const [score, insights] = [sampleScore(1), [sampleInsight(1, 1)]];
      await repository.replace(score, insights);
      spoil(score);
      spoil(insights);
      for (let times = 0; times < 2; times++) {
        const [kept, ofCall] = [await repository.scoreOf(sampleHash(1)), await repository.ofCall(sampleHash(1))];
        const [got, listed] = [await repository.get(sampleId(1)), await traverseInsights(repository)];
        assertEqual(kept, sampleScore(1), 'the score is as it was');
        assertEqual([ofCall, listed, [got]], Array(3).fill([firstKept(sampleInsight(1, 1))]), 'the insight is, too');
        for (const given of [kept, ofCall, got, listed]) spoil(given);
      }
    }),
  ];
}

function replacingCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('replace answers what it added, changed, withdrew and left as it was', async ({ repository }) => {
      await repository.replace(
        sampleScore(1),
        [1, 2, 3].map((number) => sampleInsight(1, number)),
      );
      const next = [sampleInsight(1, 1), sampleInsight(1, 2, { title: 'Another' }), sampleInsight(1, 4)];
      const counts = await repository.replace(sampleScore(1, { revision: 2 }), next);
      assertEqual(counts, { added: 1, changed: 1, withdrawn: 1, unchanged: 1 }, 'one of each');
    }),
    example('an insight that is given no longer is found in no way', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1), sampleInsight(1, 2)]);
      await repository.replace(sampleScore(1, { revision: 2 }), [sampleInsight(1, 2)]);
      assertEqual(await repository.get(sampleId(1)), undefined, 'get answers undefined');
      assertEqual(await repository.ofCall(sampleHash(1)), [firstKept(sampleInsight(1, 2))], 'ofCall gives the other');
      for (const filter of [{}, { agent: 'Ada' }, { status: 'pending' as const }, { hash: sampleHash(1) }]) {
        assertEqual(await listedInsights(repository, filter), [2], 'list gives the other');
        assertEqual((await repository.count(filter)).total, 1, 'count counts the other');
      }
    }),
    example('a changed insight replaces the earlier one at its new place, and has a new version', async (context) => {
      const { repository } = context;
      await repository.replace(sampleScore(1), [sampleInsight(1, 1), sampleInsight(1, 2)]);
      const changed = sampleInsight(1, 1, { agentName: 'Zoë', createdAtMs: sampleInsight(1, 9).createdAtMs });
      await repository.replace(sampleScore(1, { revision: 2 }), [changed, sampleInsight(1, 2)]);
      assertEqual(await repository.get(sampleId(1)), { ...firstKept(changed), version: 2 }, 'the changed one');
      assertEqual((await repository.get(sampleId(2)))?.version, 1, 'an unchanged one keeps its version');
      assertEqual(await listedInsights(repository), [1, 2], 'by its new time');
      assertEqual(await listedInsights(repository, { agent: 'Ada' }), [2], 'no longer under its old agent');
      assertEqual(await listedInsights(repository, { agent: 'Zoë' }), [1], 'under its new agent');
    }),
    example('replacing the insights of one call leaves those of others alone', async ({ repository }) => {
      for (const call of [1, 2, 3]) await repository.replace(sampleScore(call), [sampleInsight(call, call)]);
      await repository.replace(sampleScore(2, { revision: 2 }), []);
      assertEqual(await listedInsights(repository), [3, 1], 'the others are listed');
      assertEqual(await repository.get(sampleId(1)), firstKept(sampleInsight(1, 1)), 'get gives another');
      assertEqual(await repository.scoreOf(sampleHash(3)), sampleScore(3), 'the score of another');
    }),
  ];
}

function revisionCases({ example, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('an older revision of the record changes nothing', async ({ repository }) => {
      const kept = sampleScore(1, { revision: 10 });
      await repository.replace(kept, [sampleInsight(1, 1)]);
      for (const revision of [1, 9]) {
        const counts = await repository.replace(sampleScore(1, { revision, agentName: 'Zoë' }), [sampleInsight(1, 2)]);
        assertEqual(counts, NO_CHANGE, `revision ${revision} is older`);
      }
      assertEqual(await repository.scoreOf(sampleHash(1)), kept, 'the score is as it was');
      assertEqual(await repository.ofCall(sampleHash(1)), [firstKept(sampleInsight(1, 1))], 'the insight is, too');
      assertEqual(await listedInsights(repository), [1], 'in lists as well');
    }),
    example('the same revision replaces what is kept: rules may have changed', async ({ repository }) => {
      await repository.replace(sampleScore(1), [sampleInsight(1, 1)]);
      const score = sampleScore(1, { rulesets: { 'pca-coaching': 2 }, metrics: { call_length: 1 } });
      await repository.replace(score, [sampleInsight(1, 2)]);
      assertEqual(await repository.scoreOf(sampleHash(1)), score, 'the new score');
      assertEqual(await listedInsights(repository), [2], 'the new insight');
      assertEqual(await repository.replace(score, [sampleInsight(1, 2)]), { ...NO_CHANGE, unchanged: 1 }, 'repeated');
    }),
    example('of a call that was erased and came back, the later record counts', async ({ repository }) => {
      const old = sampleScore(1, { revision: 9 });
      const back = sampleScore(1, { recordCreatedAtMs: old.recordCreatedAtMs + 1 });
      await repository.replace(old, [sampleInsight(1, 1)]);
      await repository.replace(back, [sampleInsight(1, 2)]);
      assertEqual(await repository.scoreOf(sampleHash(1)), back, 'its first revision is newer than any before');
      assertEqual(await repository.replace(old, [sampleInsight(1, 1)]), NO_CHANGE, 'a late writer changes nothing');
      assertEqual(await listedInsights(repository), [2], 'the insight of the later record');
    }),
    property(
      'of revisions that are kept at the same time, the newest remains',
      fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 }),
      async ({ repository, other }, revisions) => {
        const first = [sampleInsight(1, 0), sampleInsight(1, 1)];
        await repository.replace(sampleScore(1), first);
        const givenAt = new Map<number, readonly [CallScore, readonly Insight[]]>();
        for (const revision of revisions) {
          const score = sampleScore(1, { revision, agentName: `Agent ${revision}` });
          const title = `revision ${revision}`;
          givenAt.set(revision, [score, [sampleInsight(1, 0, { title }), sampleInsight(1, 1 + revision, { title })]]);
        }
        const writes = [...givenAt.values()].map(([score, insights], writer) =>
          (writer % 2 === 0 ? repository : other).replace(score, insights),
        );
        await Promise.all(writes);
        const newest = givenAt.get(Math.max(...revisions));
        const titled = (insights: readonly Insight[]) => insights.map(({ id, title }) => `${id} ${title}`).sort();
        for (const reader of [repository, other]) {
          assertEqual(await reader.scoreOf(sampleHash(1)), newest?.[0], 'the newest score');
          const expected = newest && titled(newest[1]);
          assertEqual(titled(await reader.ofCall(sampleHash(1))), expected, 'its insights');
          assertEqual(titled(await traverseInsights(reader)), expected, 'in lists as well');
        }
      },
    ),
  ];
}
