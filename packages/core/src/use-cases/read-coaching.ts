import type { MetricComparison } from '../coaching/agent-history.js';
import { conversationOf } from '../coaching/conversation.js';
import type { InsightId } from '../coaching/insight.js';
import type { KeptInsight } from '../coaching/kept-insight.js';
import type { Metric } from '../coaching/metric.js';
import { measureCall } from '../coaching/metrics.js';
import { EarshotError, isEarshotError } from '../errors.js';
import type { CallRecord } from '../model/record.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import { CompareCall } from './compare-call.js';

/** A metric of a call, and where the call is among the earlier ones of its agent. */
export interface ComparedMetric extends Metric {
  /** Absent when there is nothing to compare to. */
  readonly earlier?: Omit<MetricComparison, 'name' | 'value'>;
}

export interface CallCoaching {
  /** Computed from the record. */
  readonly metrics: readonly ComparedMetric[];
  /** Those that are kept, in the order of lists. */
  readonly insights: readonly KeptInsight[];
}

/** Reads what coaching says of a call, and single insights. */
export class ReadCoaching {
  readonly #insights: Pick<InsightRepository, 'ofCall' | 'get'>;
  readonly #compareCall: CompareCall;

  constructor(deps: { insights: Pick<InsightRepository, 'ofCall' | 'get' | 'scoreOf' | 'scoresOf'> }) {
    this.#insights = deps.insights;
    this.#compareCall = new CompareCall(deps);
  }

  /** @throws what the repository throws */
  async execute(record: CallRecord): Promise<CallCoaching> {
    const [insights, earlier] = await Promise.all([this.#insights.ofCall(record.hash), this.#earlier(record)]);
    const metrics = measureCall(conversationOf(record)).map((metric) => {
      const { name: _, value: __, ...compared } = earlier.get(metric.name) ?? { calls: 0 };
      return { ...metric, ...(metric.value !== undefined && compared.calls > 0 && { earlier: compared }) };
    });
    return { metrics, insights };
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such insight; what the repository throws */
  async insight(id: InsightId): Promise<KeptInsight> {
    const kept = await this.#insights.get(id);
    if (kept !== undefined) return kept;
    throw new EarshotError('EARSHOT_NOT_FOUND', `no insight has id ${id}`, { details: { field: 'id', found: id } });
  }

  async #earlier({ hash }: CallRecord): Promise<Map<string, MetricComparison>> {
    try {
      const { metrics } = await this.#compareCall.execute(hash);
      return new Map(metrics.map((metric) => [metric.name, metric]));
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_NOT_FOUND')) throw error;
      return new Map();
    }
  }
}
