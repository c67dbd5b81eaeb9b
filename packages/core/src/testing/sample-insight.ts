import type { CallScore } from '../coaching/call-score.js';
import type { Insight, InsightId } from '../coaching/insight.js';
import type { InsightFilter, InsightPosition } from '../coaching/insight-filter.js';
import type { Comment, Decision, InsightStatus, KeptInsight } from '../coaching/kept-insight.js';
import type { CallId } from '../model/call.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import { assertOk } from './assert.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';

/** Counts when nothing changes. */
export const NO_CHANGE = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 } as const;

/** The id of the sample insight with this number. */
export function sampleId(number: number): InsightId {
  return number.toString(16).padStart(32, '0') as InsightId;
}

/** The score of a call at revision 1, recorded so many seconds after the first one, by agent Ada. */
export function sampleScore(call: number, changes: Partial<CallScore> = {}): CallScore {
  return {
    hash: sampleHash(call),
    callId: `call-${call}` as CallId,
    recordCreatedAtMs: SAMPLE_MS,
    revision: 1,
    agentName: 'Ada',
    recordedAtMs: SAMPLE_MS + call * 1_000,
    metrics: { agent_talk_share: 0.75, call_length: 180_000 },
    rulesets: { 'pca-coaching': 1 },
    ...changes,
  };
}

/** An insight of a call, created so many seconds after the first one as its number says. */
export function sampleInsight(call: number, number: number, changes: Partial<Insight> = {}): Insight {
  return {
    id: sampleId(number),
    hash: sampleHash(call),
    callId: `call-${call}` as CallId,
    ruleset: 'pca-coaching',
    rulesetVersion: 1,
    rule: 'listening',
    transcriptId: `parsedFiles/${call}.json`,
    transcriptFileName: `${call}.json`,
    agentName: 'Ada',
    callTimeMs: SAMPLE_MS,
    createdAtMs: SAMPLE_MS + number * 1_000,
    type: 'improvement',
    category: 'active_listening',
    title: 'Let the customer speak',
    message: 'The agent spoke for most of the call.',
    priority: 'medium',
    impactLevel: 'medium',
    aiConfidence: 0.87,
    suggestedActions: ['Ask open questions.', 'Pause.'],
    metrics: { agentTalkRatio: 0.75, callDuration: 180 },
    basis: 'estimated',
    evidence: [{ startMs: 0, endMs: 900, segmentIndex: 0 }],
    initialStatus: 'pending',
    ...changes,
  };
}

/** What Grace decided so many seconds after the first sample. */
export function sampleDecision(status: InsightStatus, seconds = 60): Decision {
  return { status, atMs: SAMPLE_MS + seconds * 1_000, actor: 'Grace' };
}

/** What Grace remarked so many seconds after the first sample. */
export function sampleComment(text: string, seconds = 60): Comment {
  return { text, atMs: SAMPLE_MS + seconds * 1_000, actor: 'Grace' };
}

/** The insight as it is first kept. */
export function firstKept(insight: Insight): KeptInsight {
  const { initialStatus: status, createdAtMs: updatedAtMs } = insight;
  return { ...insight, status, decisions: [], comments: [], updatedAtMs, version: 1 };
}

/** More pages than any list of a suite has. */
const MAX_PAGES = 1_000;

/** How to read a list to the end. */
export interface TraverseInsightsOptions {
  readonly filter?: InsightFilter;
  /** @defaultValue 100 */
  readonly limit?: number;
  readonly after?: InsightPosition | undefined;
  /** Done after each page but the last, with its number from 0. */
  readonly between?: (page: number) => Promise<void>;
}

/** Reads the pages of a list to the end: their insights, in order. */
export async function traverseInsights(
  repository: Pick<InsightRepository, 'list'>,
  { filter = {}, limit = 100, after, between }: TraverseInsightsOptions = {},
): Promise<KeptInsight[]> {
  const insights: KeptInsight[] = [];
  let from = after;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { insights: found, next } = await repository.list({ filter, limit, after: from });
    assertOk(found.length <= limit, `a page of at most ${limit} insights has ${found.length}`);
    insights.push(...found);
    if (next === undefined) return insights;
    from = next;
    await between?.(page);
  }
  throw new Error('the list does not end');
}

/** The numbers of the sample insights that a filter passes, in the order of the list. */
export async function listedInsights(
  repository: Pick<InsightRepository, 'list'>,
  filter: InsightFilter = {},
): Promise<number[]> {
  return (await traverseInsights(repository, { filter })).map(({ id }) => Number.parseInt(id, 16));
}

/** The names of all agents, in order. */
export async function agentNames(repository: Pick<InsightRepository, 'agents'>, limit = 100): Promise<string[]> {
  const names: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { agents, next } = await repository.agents({ limit, after });
    assertOk(agents.length <= limit, `a page of at most ${limit} agents has ${agents.length}`);
    names.push(...agents.map(({ name }) => name));
    if (next === undefined) return names;
    after = next;
  }
  throw new Error('the list does not end');
}
