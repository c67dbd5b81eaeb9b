import type { CallScore } from '../coaching/call-score.js';
import { type CoachedCall, coachCall } from '../coaching/coach-call.js';
import type { Insight } from '../coaching/insight.js';
import { METRICS_VERSION } from '../coaching/metric.js';
import type { Ruleset } from '../coaching/ruleset.js';
import type { CallHash, Digests } from '../model/call.js';
import { INSIGHT_NOTICE, type Notice } from '../model/notice.js';
import { PARTICIPANTS_VERSION } from '../model/participant.js';
import type { CallOverview, CallRecord } from '../model/record.js';
import type { Derivation, Derived } from '../ports/derivation.js';
import type { InsightRepository } from '../ports/insight-repository.js';

export interface CoachDerivationDeps {
  readonly insights: Pick<InsightRepository, 'replace' | 'scoreOf' | 'delete'>;
  /** The rulesets that are applied to each call. */
  readonly rulesets: readonly Ruleset[];
  readonly digests: Pick<Digests, 'sha256Hex'>;
}

/** Of the rules that every ruleset rests on. */
const VERSIONS = { metrics: METRICS_VERSION, participants: PARTICIPANTS_VERSION };

const NOTHING: Derived = { notices: [], changes: { added: 0, changed: 0, withdrawn: 0, unchanged: 0 } };

/**
 * Stores the insights and the score of each call, and returns a notice for each insight of high
 * priority that waits for a person.
 */
export class CoachDerivation implements Derivation {
  readonly name = 'coaching';
  readonly #deps: CoachDerivationDeps;

  constructor(deps: CoachDerivationDeps) {
    this.#deps = deps;
  }

  async derive(record: CallRecord): Promise<Derived> {
    const { insights: repository, rulesets, digests } = this.#deps;
    // A call without a result gets no score, unless something is kept that must go.
    if (record.analysis === undefined && (await repository.scoreOf(record.hash)) === undefined) return NOTHING;
    const coached = coachCall(record, rulesets, digests);
    const changes = await repository.replace(this.#scoreOf(record, coached), coached.insights);
    const urgent = coached.insights.filter(
      (insight) => insight.priority === 'high' && insight.initialStatus === 'pending',
    );
    return { notices: urgent.map((insight) => noticeOf(insight, record, digests)), changes };
  }

  forget(hash: CallHash): Promise<number> {
    return this.#deps.insights.delete(hash);
  }

  async isCurrent(
    call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>,
    names?: readonly string[],
  ): Promise<boolean> {
    const score = await this.#deps.insights.scoreOf(call.hash);
    if (score?.recordCreatedAtMs !== call.createdAtMs || score.revision !== call.revision) return false;
    const { metrics, participants } = score.versions ?? {};
    if (metrics !== VERSIONS.metrics || participants !== VERSIONS.participants) return false;
    const applied = { ...score.rulesets };
    const asked = names ?? [...new Set([...Object.keys(applied), ...this.#deps.rulesets.map(({ name }) => name)])];
    const versions = this.#versions();
    return asked.every((name) => applied[name] === versions[name]);
  }

  #scoreOf(record: CallRecord, { agentName, metrics }: CoachedCall): CallScore {
    const known = metrics.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
    return {
      hash: record.hash,
      callId: record.callId,
      recordCreatedAtMs: record.createdAtMs,
      revision: record.revision,
      ...(agentName !== undefined && { agentName }),
      recordedAtMs: record.recordedAt.ms,
      metrics: Object.fromEntries(known),
      rulesets: this.#versions(),
      versions: VERSIONS,
    };
  }

  #versions(): Record<string, number> {
    return Object.fromEntries(this.#deps.rulesets.map(({ name, version }) => [name, version]));
  }
}

/** Its id and time follow from the insight, so each insight is announced once, and none long after its call's result. */
function noticeOf(
  { id, createdAtMs }: Insight,
  { hash, state }: CallRecord,
  { sha256Hex }: Pick<Digests, 'sha256Hex'>,
): Notice {
  const named = sha256Hex(JSON.stringify([INSIGHT_NOTICE, id]));
  return { id: named, kind: INSIGHT_NOTICE, hash, state, atMs: createdAtMs, insightId: id };
}
