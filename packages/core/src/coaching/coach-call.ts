import type { Digests } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import { locationOf } from '../model/uri.js';
import { conversationOf } from './conversation.js';
import { evaluate, type Outcome } from './evaluate.js';
import { type Facts, factsOf, type Item } from './facts.js';
import { participantsOf } from './identify-participants.js';
import { type Insight, InsightId } from './insight.js';
import { type EvidenceSpan, MAX_EVIDENCE_SPANS, type Metric } from './metric.js';
import { measureCall } from './metrics.js';
import { partiesOf } from './parties.js';
import type { Rule, Ruleset } from './ruleset.js';
import { filledIn } from './template.js';

/** Of one call. A ruleset that finds more than this in a call says nothing about it. */
const MAX_INSIGHTS = 50;

const UNKNOWN_AGENT = 'Unknown';

export interface CoachedCall {
  /** The name that the call counts for; absent when the agent isn't known by name. */
  readonly agentName?: string | undefined;
  readonly metrics: readonly Metric[];
  /** In the order of the rulesets and their rules: 50 at most. */
  readonly insights: readonly Insight[];
}

/**
 * Measures a call and applies rulesets to it. The same record and rulesets always give the same. A call that was not
 * understood gives nothing, and one without segments no insights.
 */
export function coachCall(
  record: CallRecord,
  rulesets: readonly Ruleset[],
  digests: Pick<Digests, 'sha256Hex'>,
): CoachedCall {
  // Once: what people say may have to be searched for it.
  const participants = participantsOf(record);
  const conversation = conversationOf(record, participants.people);
  const metrics = measureCall(conversation);
  const { analysis } = record;
  const agentName = partiesOf({ ...record, participants }).agent;
  if (analysis === undefined || conversation === undefined || conversation.speech.length === 0) {
    return { agentName, metrics, insights: [] };
  }
  const facts = factsOf(analysis, conversation, metrics);
  const about = aboutCall(record, agentName);
  const insights = rulesets.flatMap((ruleset) =>
    ruleset.rules.flatMap((rule) => insightsOf(rule, ruleset, { about, facts, digests })),
  );
  return { agentName, metrics, insights: insights.slice(0, MAX_INSIGHTS) };
}

interface Coached {
  readonly about: ReturnType<typeof aboutCall>;
  readonly facts: Facts;
  readonly digests: Pick<Digests, 'sha256Hex'>;
}

function insightsOf(rule: Rule, ruleset: Ruleset, { about, facts, digests }: Coached): Insight[] {
  const outcome = rule.when === undefined ? undefined : evaluate(rule.when, facts);
  if (outcome !== undefined && outcome.holds !== true) return [];
  const items = rule.each === undefined ? [undefined] : facts[rule.each.of].slice(0, rule.each.first);
  const count = new Map<string, number>();
  return items.map((item) => {
    // Equal ones differ by their order among themselves: nothing else of the call moves an id.
    const subject = item?.text ?? '';
    const ordinal = count.get(subject) ?? 0;
    count.set(subject, ordinal + 1);
    const named = [about.hash, ruleset.name, rule.id, subject, ...(ordinal > 0 ? [ordinal] : [])];
    const id = InsightId.parse(digests.sha256Hex(JSON.stringify(named)).slice(0, 32));
    return { id, ...about, ...saidBy(rule, ruleset, facts, outcome, item) };
  });
}

function aboutCall(record: CallRecord, agentName = UNKNOWN_AGENT) {
  const { hash, callId, history, analysis, recordedAt } = record;
  const source = analysis?.sources[0]?.uri;
  const transcriptId = source === undefined ? callId : locationOf(source).key;
  const stored = history.findLast(({ state }) => state === 'completed' || state === 'no_match');
  return {
    hash,
    callId,
    transcriptId,
    transcriptFileName: transcriptId.slice(transcriptId.lastIndexOf('/') + 1),
    agentName,
    callTimeMs: recordedAt.ms,
    createdAtMs: stored?.atMs ?? record.createdAtMs,
  };
}

function saidBy(
  rule: Rule,
  { name: ruleset, version: rulesetVersion }: Ruleset,
  facts: Facts,
  outcome: Outcome | undefined,
  item: Item | undefined,
) {
  const evidence = [...(item?.evidence ?? []), ...(outcome?.evidence ?? [])];
  const isMeasured = item === undefined && outcome?.isMeasured === true;
  const text = (template: string) => filledIn(template, (name) => worded(name, facts, item));
  const { id, type, category, priority, aiConfidence, suggestedActions, status } = rule;
  return {
    ruleset,
    rulesetVersion,
    rule: id,
    type,
    category,
    title: text(rule.title),
    message: text(rule.message),
    priority,
    impactLevel: priority,
    aiConfidence,
    suggestedActions,
    metrics: outputsOf(rule, facts, item),
    basis: isMeasured ? ('measured' as const) : ('estimated' as const),
    evidence: distinct(evidence).slice(0, MAX_EVIDENCE_SPANS),
    initialStatus: status,
  };
}

function distinct(moments: readonly EvidenceSpan[]): EvidenceSpan[] {
  return [...new Map(moments.map((moment) => [JSON.stringify(moment), moment])).values()];
}

function outputsOf({ metrics }: Rule, facts: Facts, item: Item | undefined): Insight['metrics'] {
  const outputs = Object.entries(metrics).map(([output, metric]) => {
    const name = typeof metric === 'string' ? metric : metric.metric;
    const value = figureOf(name, facts, item);
    const inSeconds = typeof metric !== 'string' && typeof value === 'number';
    return [output, inSeconds ? value / 1_000 : value] as const;
  });
  return Object.fromEntries(outputs.filter(([, value]) => value !== undefined)) as Insight['metrics'];
}

function figureOf(name: string, facts: Facts, item: Item | undefined): string | number | undefined {
  if (item !== undefined && name === 'item') return shortened(item.text);
  if (item !== undefined && name === 'instances') return item.instances;
  return facts.metrics.get(name)?.value;
}

/** Some vendors call a whole turn an issue. The record has all of it. */
const LONGEST_ITEM = 1_000;

function shortened(text: string): string {
  if (text.length <= LONGEST_ITEM) return text;
  // Cutting may leave a lone surrogate.
  return `${text.slice(0, LONGEST_ITEM - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A value for people. */
function worded(name: string, facts: Facts, item: Item | undefined): string {
  const value = figureOf(name, facts, item);
  if (typeof value !== 'number') return value ?? 'an unknown number of';
  const unit = facts.metrics.get(name)?.unit;
  if (unit === 'ratio') return `${round(value * 100, 1)}%`;
  if (unit === 'ms') return value < 120_000 ? `${round(value / 1_000, 0)} s` : `${round(value / 60_000, 1)} min`;
  return String(round(value, 1));
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}
