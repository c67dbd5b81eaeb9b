import * as z from 'zod/mini';
import { historyOf, type MetricHistory } from '../coaching/agent-history.js';
import { AgentName } from '../coaching/agent-name.js';
import { EarshotError } from '../errors.js';
import { parseMessage } from '../input/parse-input.js';
import { EpochMs } from '../model/call.js';
import type { InsightRepository } from '../ports/insight-repository.js';

/** The calls that an agent's numbers rest on, at most: the newest ones. */
export const MAX_SCORES = 1_000;

/** Which calls of which agent. */
export const AgentQuery = z.object({
  name: AgentName,
  /** Recorded at this time or later, epoch ms. */
  fromMs: z.optional(EpochMs),
  /** Recorded before this time, epoch ms. */
  toMs: z.optional(EpochMs),
});
export type AgentQuery = z.input<typeof AgentQuery>;

/** The numbers of one agent, computed from the scores of single calls. */
export interface AgentReport {
  readonly name: string;
  /** How many calls they rest on: the newest {@link MAX_SCORES} at most. */
  readonly calls: number;
  /** Whether these are all calls of the time asked for. */
  readonly isComplete: boolean;
  /** By name. */
  readonly metrics: readonly MetricHistory[];
}

/** Reads the numbers of an agent, in all and by week. */
export class ReadAgent {
  readonly #insights: Pick<InsightRepository, 'scoresOf'>;

  constructor(deps: { insights: Pick<InsightRepository, 'scoresOf'> }) {
    this.#insights = deps.insights;
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, `EARSHOT_NOT_FOUND` when no call of the agent has a score;
   * what the repository throws
   */
  async execute(query: AgentQuery): Promise<AgentReport> {
    const { name, fromMs, toMs } = parseMessage(AgentQuery, query, 'query');
    const { scores, isComplete } = await this.#insights.scoresOf({ agent: name, fromMs, toMs, limit: MAX_SCORES });
    if (scores.length === 0) await this.#require(name);
    return { name, calls: scores.length, isComplete, metrics: historyOf(scores) };
  }

  async #require(agent: string): Promise<void> {
    const { scores, isComplete } = await this.#insights.scoresOf({ agent, limit: 1 });
    if (scores.length > 0 || !isComplete) return;
    throw new EarshotError('EARSHOT_NOT_FOUND', `no call has an agent named ${agent}`, {
      details: { field: 'name', expected: 'the name of an agent, as GET /agents gives it' },
    });
  }
}
