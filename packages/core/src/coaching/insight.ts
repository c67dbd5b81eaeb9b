import * as z from 'zod/mini';
import { CallHash, CallId, EpochMs } from '../model/call.js';
import { FINDING_BASES } from '../model/finding.js';
import { Confidence, NonEmpty } from '../model/primitives.js';
import { EvidenceSpan, MAX_EVIDENCE_SPANS } from './metric.js';

export const INSIGHT_PRIORITIES = ['high', 'medium', 'low'] as const;
export type InsightPriority = (typeof INSIGHT_PRIORITIES)[number];

/** The status that a ruleset gives: `completed` where nobody has to act, as on praise. */
export const INITIAL_STATUSES = ['pending', 'completed'] as const;

/** Names an insight: 32 lower-case hex digits. */
export const InsightId = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits'))
  .brand<'InsightId'>();
export type InsightId = z.infer<typeof InsightId>;

/**
 * What a rule found in a call, for those who coach. It follows from the record and the ruleset alone: computing it again
 * gives the same one, under the same id. What people decide about it is kept apart.
 */
export const Insight = z.object({
  /** A digest of call, ruleset, rule and what the rule found, so it survives new versions of the ruleset. */
  id: InsightId,
  hash: CallHash,
  callId: CallId,
  ruleset: NonEmpty,
  rulesetVersion: z.int().check(z.positive()),
  rule: NonEmpty,
  /** The key of the transcript's document in its store; the call's id where there is none. */
  transcriptId: z.string(),
  /** The last part of {@link Insight.transcriptId}. */
  transcriptFileName: z.string(),
  /** `Unknown` where nobody says who the agent is. */
  agentName: NonEmpty,
  /** When the call was recorded. */
  callTimeMs: EpochMs,
  /** When the call's result was stored. */
  createdAtMs: EpochMs,
  /** Such as `improvement`, `praise`, `observation` or `training`: rulesets may have others. */
  type: NonEmpty,
  category: NonEmpty,
  title: NonEmpty,
  message: NonEmpty,
  priority: z.enum(INSIGHT_PRIORITIES),
  impactLevel: z.enum(INSIGHT_PRIORITIES),
  /** A constant of the rule, kept for consumers that expect one. {@link Insight.basis} says how much is known. */
  aiConfidence: Confidence,
  suggestedActions: z.array(z.string()),
  /** The figures that it rests on, under the ruleset's names for them. Those that are unavailable are left out. */
  metrics: z.record(z.string(), z.union([z.string(), z.number()])),
  /** `measured` only if everything that it rests on is. */
  basis: z.enum(FINDING_BASES),
  evidence: z.array(EvidenceSpan).check(z.maxLength(MAX_EVIDENCE_SPANS)),
  initialStatus: z.enum(INITIAL_STATUSES),
});
export type Insight = z.infer<typeof Insight>;
