import {
  type AgentReport,
  type CallRecord,
  EarshotError,
  InsightDecision,
  InsightId,
  iso,
  MAX_SCORES,
  MIN_CALLS,
  notUnderstood,
  participantItems,
  toInsightItem,
} from '@earshot/core';
import * as z from 'zod/mini';
import { weakTag } from './analytics-page.js';
import type { ApiRequest } from './api-request.js';
import { type ApiResponse, json } from './api-response.js';
import type { AgentItem, AgentsList, CallCoachingItem, CoachingAnalytics } from './coaching-responses.js';
import type { CoachingRoute } from './coaching-route-names.js';
import { unlessKnown } from './entity-tag.js';
import { namedBy, readNamed } from './named-call.js';
import {
  AgentParameters,
  AgentsParameters,
  ALL_RULESETS,
  InsightsParameters,
  NoParameters,
  readFields,
  readParameters,
} from './parameters.js';
import { readJsonObject } from './request-body.js';
import type { Handler } from './routes.js';
import type { CallReading } from './served-app.js';

export interface CoachingSettings {
  /** Part of every entity tag. */
  readonly version: string;
  readonly bodyLimitBytes: number;
  readonly now: () => Date;
}

/** The body of a decision about an insight. */
export const InsightPatch = z.strictObject({
  status: InsightDecision.shape.status,
  comment: InsightDecision.shape.comment,
  version: InsightDecision.shape.version,
});

/** The routes about coaching: none when the app has no coaching. */
export function coachingRoutes(
  app: CallReading,
  { version, bodyLimitBytes, now }: CoachingSettings,
): Readonly<Partial<Record<CoachingRoute, Handler>>> {
  const { coaching } = app;
  if (coaching === undefined) return {};

  /** @param unnamed what no entity tag speaks of */
  const answer = (request: ApiRequest, named: object, unnamed: object = {}): Promise<ApiResponse> =>
    unlessKnown(request, weakTag(`${version} ${JSON.stringify(named)}`), (headers) =>
      json(200, JSON.stringify({ ...named, ...unnamed }), headers),
    );

  const list: Handler = async (request) => {
    const { call, from: fromMs, to: toMs, ruleset, ...others } = readParameters(InsightsParameters, request.url);
    const hash = call === undefined ? undefined : (await readNamed(app, namedBy(call, app.digests))).hash;
    const found = await coaching.queryInsights.execute({
      ...others,
      fromMs,
      toMs,
      hash,
      ...(ruleset !== ALL_RULESETS && { ruleset }),
      counts: true,
    });
    const { insights, count, damaged } = found;
    const body: Omit<CoachingAnalytics, 'lastUpdated'> = {
      totalInsights: count?.total ?? 0,
      highPriorityInsights: count?.high ?? 0,
      totalsExact: count?.isExact ?? false,
      insights: insights.map(toInsightItem),
      pagination: paginationOf(found),
      ...(damaged && { damaged: [...damaged] }),
    };
    return { ...(await answer(request, body, { lastUpdated: now().toISOString() })), damaged };
  };

  const ofCall: Handler = async (request, name) => {
    readParameters(NoParameters, request.url);
    const record = await readNamed(app, namedBy(name, app.digests));
    const { metrics, insights } = await coaching.readCoaching.execute(record);
    const body: CallCoachingItem = {
      ...aboutCall(record),
      metrics: [...metrics],
      insights: insights.map(toInsightItem),
    };
    return answer(request, body);
  };

  const one: Handler = async (request, id) => {
    readParameters(NoParameters, request.url);
    return answer(request, toInsightItem(await coaching.readCoaching.insight(insightId(id))));
  };

  const decide: Handler = async (request, name, caller) => {
    const id = insightId(name);
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const change = readFields(InsightPatch, body.value);
    const decided = await coaching.decideInsight.execute({ ...change, id, actor: caller.name });
    return json(200, JSON.stringify(toInsightItem(decided)));
  };

  const agents: Handler = async (request) => {
    const found = await coaching.listAgents.execute(readParameters(AgentsParameters, request.url));
    const body: AgentsList = {
      count: found.agents.length,
      agents: found.agents.map(({ name }) => ({ name })),
      pagination: paginationOf(found),
    };
    return answer(request, body);
  };

  const agent: Handler = async (request, name) => {
    const { from: fromMs, to: toMs } = readParameters(AgentParameters, request.url);
    return answer(request, agentItem(await coaching.readAgent.execute({ name, fromMs, toMs })));
  };

  return {
    'GET /coaching-analytics': list,
    'GET /calls/{hash}/coaching': ofCall,
    'GET /insights/{id}': one,
    'PATCH /insights/{id}': decide,
    'GET /agents': agents,
    'GET /agents/{name}': agent,
  };
}

function insightId(text: string): InsightId {
  const id = InsightId.safeParse(text).data;
  if (id !== undefined) return id;
  throw new EarshotError('EARSHOT_NOT_FOUND', 'no insight has this id', { details: { field: 'id', found: text } });
}

function paginationOf({
  pageSize,
  nextToken = null,
}: {
  readonly pageSize: number;
  readonly nextToken?: string | null;
}) {
  return { pageSize, nextToken, hasMore: nextToken !== null };
}

function aboutCall(record: CallRecord): Omit<CallCoachingItem, 'metrics' | 'insights'> {
  const { hash, callId, state, analysis } = record;
  return {
    hash,
    callId,
    state,
    ...(analysis !== undefined && { understood: analysis.understood !== false }),
    ...(analysis?.understood === false && { notUnderstoodReason: reasonOf(analysis) }),
    participants: participantItems(record) ?? [],
  };
}

function reasonOf({ understood, notUnderstoodReason }: NonNullable<CallRecord['analysis']>): string | undefined {
  return notUnderstood({ understood, not_understood_reason: notUnderstoodReason });
}

function agentItem({ name, calls, isComplete, metrics }: AgentReport): AgentItem {
  return {
    name,
    calls,
    mostCalls: MAX_SCORES,
    isComplete,
    leastCalls: MIN_CALLS,
    metrics: metrics.map(({ weeks, ...metric }) => ({
      ...metric,
      weeks: weeks.map(({ startMs, ...week }) => ({ start: iso(startMs), ...week })),
    })),
  };
}
