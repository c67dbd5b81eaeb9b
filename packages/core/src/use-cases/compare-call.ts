import { comparedTo, type MetricComparison } from '../coaching/agent-history.js';
import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { InsightRepository } from '../ports/insight-repository.js';

/** How many earlier calls a call is compared to, at most: the last ones before it. */
export const MAX_EARLIER_CALLS = 100;

/** A call next to the earlier calls of its agent. Computed when it is read: later imports of earlier calls change it. */
export interface CallComparison {
  readonly hash: CallHash;
  /** Absent when the agent isn't known by name: then there is nothing to compare to. */
  readonly agentName?: string | undefined;
  /** How many earlier calls of the agent there are, {@link MAX_EARLIER_CALLS} at most. */
  readonly earlierCalls: number;
  /** By name. */
  readonly metrics: readonly MetricComparison[];
}

/** Compares a call to its agent's own history. */
export class CompareCall {
  readonly #insights: Pick<InsightRepository, 'scoreOf' | 'scoresOf'>;

  constructor(deps: { insights: Pick<InsightRepository, 'scoreOf' | 'scoresOf'> }) {
    this.#insights = deps.insights;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when the call has no score; what the repository throws */
  async execute(hash: CallHash): Promise<CallComparison> {
    const score = await this.#insights.scoreOf(hash);
    if (score === undefined) {
      throw new EarshotError('EARSHOT_NOT_FOUND', `call ${hash} has no score`, {
        details: { field: 'hash', found: hash, expected: 'a call that was coached' },
      });
    }
    const { agentName: agent, recordedAtMs: toMs } = score;
    const earlier =
      agent === undefined ? [] : (await this.#insights.scoresOf({ agent, toMs, limit: MAX_EARLIER_CALLS })).scores;
    return { hash, agentName: agent, earlierCalls: earlier.length, metrics: comparedTo(score, earlier) };
  }
}
