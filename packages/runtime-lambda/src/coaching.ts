import { DynamoInsightRepository, type DynamoInsightRepositoryOptions } from '@earshot/adapters-aws';
import { CoachDerivation, type Derivation, type ResultStore } from '@earshot/core';
import { digests } from './adapters.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { loadRulesets } from './rulesets.js';

export interface CoachingInput {
  readonly insights: DynamoInsightRepositoryOptions;
  /** What EARSHOT_RULESETS names. */
  readonly rulesets: readonly string[];
  /** Holds rulesets of the deployment's own. */
  readonly store: Pick<ResultStore, 'get'>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Coaches calls. Rulesets are read with the first call; while they can't be read, its delivery is retried. */
export function coachingOf({
  insights: options,
  rulesets: specifiers,
  store,
  log,
  metrics,
}: CoachingInput): Derivation {
  const insights = new DynamoInsightRepository(options);
  let made: Promise<CoachDerivation> | undefined;
  const coaching = async (): Promise<CoachDerivation> => {
    made ??= loadRulesets(specifiers, store).then((rulesets) => new CoachDerivation({ insights, rulesets, digests }));
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return {
    name: 'coaching',
    derive: async (record) => {
      const derived = await (await coaching()).derive(record);
      log.info('coached', { call_id: record.callId, correlation_id: record.hash, ...derived.changes });
      metrics.add('InsightsAdded', derived.changes.added);
      return derived;
    },
    isCurrent: async (call, rules) => (await coaching()).isCurrent(call, rules),
    forget: (hash) => insights.delete(hash),
  };
}
