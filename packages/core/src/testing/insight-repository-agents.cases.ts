import * as fc from 'fast-check';
import { type CallScore, compareScores } from '../coaching/call-score.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import { agentNameArbitrary, callScoreArbitrary } from './arbitrary-insight.js';
import { epochMsArbitrary } from './arbitrary-parts.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { InsightsInCase } from './insight-repository.context.js';
import { byCodePoints, ODD_NAMES } from './odd-names.js';
import { agentNames, sampleScore } from './sample-insight.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';

/** Rules of `agents` and `scoresOf`. */
export function insightRepositoryAgentCases(maker: CaseMaker<InsightsInCase>): ContractCase[] {
  return [...nameCases(maker), ...scoreCases(maker)];
}

function nameCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  const named = [...ODD_NAMES, 'x'.repeat(256), '返'.repeat(256), '\uff5e', '\u{1f600}'];
  return [
    example('agents names each agent once, in the order of code points, page by page', async ({ repository }) => {
      for (const [call, agentName] of [...named, ...named].entries()) {
        await repository.replace(sampleScore(call, { agentName }), []);
      }
      for (const limit of [1, 7, 100]) {
        assertEqual(await agentNames(repository, limit), [...named].sort(byCodePoints), `${limit} at a time`);
      }
    }),
    example('agents can begin after any name, whether or not an agent has it', async ({ repository }) => {
      for (const [call, agentName] of ['Ada', 'Bea', 'Cleo'].entries()) {
        await repository.replace(sampleScore(call, { agentName }), []);
      }
      const after = async (name: string) => (await repository.agents({ limit: 10, after: name })).agents;
      assertEqual(await after('A'), [{ name: 'Ada' }, { name: 'Bea' }, { name: 'Cleo' }], 'before all');
      assertEqual(await after('Ada'), [{ name: 'Bea' }, { name: 'Cleo' }], 'after an agent');
      assertEqual(await after('Ada B'), [{ name: 'Bea' }, { name: 'Cleo' }], 'between two');
      assertEqual(await after('Cleo'), [], 'after the last');
    }),
    example('calls whose agent has no name count for nobody', async ({ repository }) => {
      const { agentName: _, ...score } = sampleScore(1);
      await repository.replace(score, []);
      assertEqual(await agentNames(repository), [], 'nobody is named');
      assertEqual(await repository.scoreOf(sampleHash(1)), score, 'the score is kept');
    }),
    example('an agent whose last call went to another one is named no longer', async ({ repository }) => {
      await repository.replace(sampleScore(1), []);
      await repository.replace(sampleScore(2), []);
      await repository.replace(sampleScore(1, { revision: 2, agentName: 'Zoë' }), []);
      assertEqual(await agentNames(repository), ['Ada', 'Zoë'], 'each has a call');
      assertEqual(await callsOf(repository, 'Ada'), [2], 'one stays');
      assertEqual(await callsOf(repository, 'Zoë'), [1], 'one moved');
      await repository.delete(sampleHash(2));
      assertEqual(await agentNames(repository), ['Zoë'], 'the other one has none');
    }),
    example('scores of agents with odd names are kept apart', async ({ repository }) => {
      for (const [call, agentName] of named.entries()) await repository.replace(sampleScore(call, { agentName }), []);
      for (const [call, agentName] of named.entries()) {
        assertEqual(await callsOf(repository, agentName), [call], `the call of ${agentName}`);
      }
      assertEqual(await callsOf(repository, 'plai'), [], 'the beginning of a name is another name');
    }),
  ];
}

function scoreCases({ example, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('scores are given newest first, those of the same time by hash', async ({ repository }) => {
      const atMs = (second: number) => ({ recordedAtMs: SAMPLE_MS + second * 1_000 });
      for (const [call, second] of [
        [3, 1],
        [1, 2],
        [7, -9],
        [2, 1],
        [5, 3],
      ] as const) {
        await repository.replace(sampleScore(call, atMs(second)), []);
      }
      assertEqual(await callsOf(repository, 'Ada'), [5, 1, 2, 3, 7], 'by time, then by hash');
    }),
    example('only so many of the newest scores are given, and whether that is all', async ({ repository }) => {
      for (const call of [1, 2, 3]) await repository.replace(sampleScore(call), []);
      for (const limit of [1, 2, 3, 1_000]) {
        const { scores, isComplete } = await repository.scoresOf({ agent: 'Ada', limit });
        assertEqual(
          scores,
          [3, 2, 1].slice(0, limit).map((call) => sampleScore(call)),
          `at most ${limit}`,
        );
        assertEqual(isComplete, limit >= 3, `of at most ${limit}`);
      }
    }),
    property(
      'the scores of an agent within any times are those of its calls recorded then',
      fc.record({
        scores: fc.uniqueArray(callScoreArbitrary(), { maxLength: 10, selector: ({ hash }) => hash }),
        agent: agentNameArbitrary(),
        fromMs: fc.option(epochMsArbitrary(), { nil: undefined }),
        toMs: fc.option(epochMsArbitrary(), { nil: undefined }),
      }),
      async ({ repository }, { scores, agent, fromMs, toMs }) => {
        for (const score of scores) await repository.replace(score, []);
        const expected = scores
          .filter(({ agentName }) => agentName === agent)
          .filter(({ recordedAtMs }) => recordedAtMs >= (fromMs ?? -Infinity) && recordedAtMs < (toMs ?? Infinity))
          .sort(compareScores);
        const found = await repository.scoresOf({ agent, fromMs, toMs, limit: 1_000 });
        assertEqual(found, { scores: expected, isComplete: true }, 'all of them, newest first');
      },
    ),
    example('a later score of a call takes the place of the one before', async ({ repository }) => {
      await repository.replace(sampleScore(1), []);
      const moved = sampleScore(1, { revision: 2, recordedAtMs: SAMPLE_MS + 60_000, metrics: { call_length: 5 } });
      await repository.replace(sampleScore(2), []);
      await repository.replace(moved, []);
      const { scores } = await repository.scoresOf({ agent: 'Ada', limit: 10 });
      assertEqual(scores, [moved, sampleScore(2)], 'at its new time, with its new metrics');
      assertEqual(await callsOf(repository, 'Ada', SAMPLE_MS + 3_000), [1], 'only the new one is so late');
    }),
  ];
}

async function callsOf(repository: InsightRepository, agent: string, fromMs?: number): Promise<number[]> {
  const { scores } = await repository.scoresOf({ agent, fromMs, limit: 1_000 });
  return scores.map(({ hash }: CallScore) => Number.parseInt(hash, 16));
}
