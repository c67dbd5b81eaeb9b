import * as fc from 'fast-check';
import { agentNameOf } from '../coaching/agent-name.js';
import type { CallScore } from '../coaching/call-score.js';
import { INITIAL_STATUSES, INSIGHT_PRIORITIES, type Insight, type InsightId } from '../coaching/insight.js';
import type { InsightFilter } from '../coaching/insight-filter.js';
import { type Comment, type Decision, INSIGHT_STATUSES } from '../coaching/kept-insight.js';
import { type EvidenceSpan, MAX_EVIDENCE_SPANS } from '../coaching/metric.js';
import { FINDING_BASES } from '../model/finding.js';
import { callHashArbitrary, callIdArbitrary } from './arbitraries.js';
import { CATEGORIES, epochMsArbitrary, FEW, label, mixed, oftenOf, text, whole } from './arbitrary-parts.js';
import { ODD_NAMES } from './odd-names.js';

const TYPES = ['improvement', 'praise', 'observation', 'training'] as const;
const RULESETS = ['pca-coaching', 'support'] as const;

/** Names of agents: odd ones, and few, so that agents have several calls. */
export function agentNameArbitrary(): fc.Arbitrary<string> {
  return oftenOf(ODD_NAMES.slice(0, 6)).map((name) => agentNameOf(name) ?? 'Zoë');
}

/** Insights of any call. */
export function insightArbitrary(): fc.Arbitrary<Insight> {
  const moment = mixed<Pick<EvidenceSpan, 'startMs' | 'endMs'>, Pick<EvidenceSpan, 'segmentIndex'>>(
    { startMs: fc.nat(), endMs: fc.nat() },
    { segmentIndex: fc.nat(1_000) },
  );
  return whole<Insight>({
    id: callHashArbitrary().map((hash) => hash as string as InsightId),
    hash: callHashArbitrary(),
    callId: callIdArbitrary(),
    ruleset: fc.constantFrom(...RULESETS),
    rulesetVersion: fc.integer({ min: 1, max: 3 }),
    rule: label(60),
    transcriptId: text(),
    transcriptFileName: text(),
    callTimeMs: epochMsArbitrary(),
    createdAtMs: epochMsArbitrary(),
    type: fc.constantFrom(...TYPES),
    category: oftenOf(CATEGORIES),
    title: label(60),
    message: label(255),
    priority: fc.constantFrom(...INSIGHT_PRIORITIES),
    impactLevel: fc.constantFrom(...INSIGHT_PRIORITIES),
    aiConfidence: fc.constantFrom(0, 0.87, 1),
    suggestedActions: fc.array(text(), FEW),
    metrics: fc.dictionary(
      fc.constantFrom('callDuration', 'issueText'),
      fc.oneof(text(), fc.integer(), fc.constant(0.1)),
      {
        noNullPrototype: true,
      },
    ),
    basis: fc.constantFrom(...FINDING_BASES),
    evidence: fc.array(moment, { maxLength: MAX_EVIDENCE_SPANS }),
    initialStatus: fc.constantFrom(...INITIAL_STATUSES),
    agentName: agentNameArbitrary(),
  });
}

/** Scores of calls. */
export function callScoreArbitrary(): fc.Arbitrary<CallScore> {
  return mixed<Omit<CallScore, 'agentName' | 'versions'>, Pick<CallScore, 'agentName' | 'versions'>>(
    {
      hash: callHashArbitrary(),
      callId: callIdArbitrary(),
      recordCreatedAtMs: epochMsArbitrary(),
      revision: fc.integer({ min: 1, max: 1_000_000 }),
      recordedAtMs: epochMsArbitrary(),
      metrics: fc.dictionary(
        fc.constantFrom('agent_talk_share', 'call_length'),
        fc.oneof(fc.integer(), fc.constant(-2.5)),
        {
          noNullPrototype: true,
        },
      ),
      rulesets: fc.dictionary(fc.constantFrom(...RULESETS), fc.integer({ min: 1, max: 9 }), { noNullPrototype: true }),
    },
    { agentName: agentNameArbitrary(), versions: fc.record({ metrics: fc.nat(), participants: fc.nat() }) },
  );
}

/** Filters that insights of {@link insightArbitrary} pass now and then. */
export function insightFilterArbitrary(): fc.Arbitrary<InsightFilter> {
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  return whole({
    agent: seldom(agentNameArbitrary()),
    status: seldom(fc.constantFrom(...INSIGHT_STATUSES)),
    priority: seldom(fc.constantFrom(...INSIGHT_PRIORITIES)),
    type: seldom(fc.constantFrom(...TYPES)),
    category: seldom(oftenOf(CATEGORIES)),
    ruleset: seldom(fc.constantFrom(...RULESETS)),
    fromMs: seldom(epochMsArbitrary()),
    toMs: seldom(epochMsArbitrary()),
  });
}

export function decisionArbitrary(): fc.Arbitrary<Decision> {
  return whole<Decision>({
    status: fc.constantFrom(...INSIGHT_STATUSES),
    atMs: epochMsArbitrary(),
    actor: label(255),
  });
}

export function commentArbitrary(): fc.Arbitrary<Comment> {
  return whole<Comment>({ text: text(), atMs: epochMsArbitrary(), actor: label(255) });
}
