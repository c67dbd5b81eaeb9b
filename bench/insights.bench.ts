import { createHash } from 'node:crypto';
import { openDatabase, SqliteInsightRepository } from '@earshot/adapters-local';
import { CallHash, CallId, type CallScore, type Insight, type InsightFilter, InsightId } from '@earshot/core';
import { type Effort, type Figure, figure, ratioOf } from './measure.ts';

/** So that of 1,000 insights, each agent has a page of 50. */
const AGENTS = 20;

/** `insights-page`: the newest 50 of 100,000 insights in SQLite to those of 1,000, and the same of one agent's pending ones. */
export async function* insightBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const many = await insightsOf(effort.smoke ? 5_000 : 100_000);
  const few = await insightsOf(1_000);
  const page = (insights: SqliteInsightRepository, filter: InsightFilter) => () => insights.list({ filter, limit: 50 });
  const filter: InsightFilter = { agent: 'Agent 7', status: 'pending' };
  yield figure('insights-page', 1.5, await ratioOf(page(many, {}), page(few, {}), effort));
  yield figure('insights-page-agent', 1.5, await ratioOf(page(many, filter), page(few, filter), effort));
}

/** A repository with so many insights, two of each call. */
async function insightsOf(count: number): Promise<SqliteInsightRepository> {
  const insights = new SqliteInsightRepository({ database: openDatabase(':memory:') });
  for (let call = 0; call < count / 2; call++) {
    const score = scoreOf(call);
    await insights.replace(score, [insightOf(score, 'listening'), insightOf(score, 'empathy')]);
  }
  return insights;
}

function scoreOf(call: number): CallScore {
  const callId = CallId.parse(`call-${call}`);
  const atMs = 1_790_000_000_000 + ((call * 7_919) % 1_000_003) * 1_000;
  return {
    hash: CallHash.parse(hex(callId)),
    callId,
    recordCreatedAtMs: atMs,
    revision: 1,
    agentName: `Agent ${call % AGENTS}`,
    recordedAtMs: atMs,
    metrics: { agent_talk_share: 0.6, call_length: 300_000, agent_pace: 170 },
    rulesets: { 'pca-coaching': 1, support: 1 },
  };
}

function insightOf({ hash, callId, agentName = '', recordedAtMs }: CallScore, rule: string): Insight {
  return {
    id: InsightId.parse(hex(`${callId} ${rule}`)),
    hash,
    callId,
    ruleset: 'support',
    rulesetVersion: 1,
    rule,
    transcriptId: `parsedFiles/${callId}.json`,
    transcriptFileName: `${callId}.json`,
    agentName,
    callTimeMs: recordedAtMs,
    createdAtMs: recordedAtMs,
    type: 'improvement',
    category: rule,
    title: 'Let the customer speak',
    message: 'The agent spoke for 73% of the time that both of them spoke.',
    priority: 'medium',
    impactLevel: 'medium',
    aiConfidence: 0.87,
    suggestedActions: ['Ask open questions.', 'Pause before you answer.', 'Sum up what you heard.', 'Take notes.'],
    metrics: { agentTalkTime: 120, customerTalkTime: 45, agentTalkRatio: 0.727 },
    basis: 'measured',
    evidence: [{ startMs: 1_000, endMs: 61_000, segmentIndex: 1 }],
    initialStatus: 'pending',
  };
}

function hex(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
