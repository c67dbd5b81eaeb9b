import { InsightItem } from '@earshot/core';
import { AgentItem, AgentsList, CallCoachingItem, CoachingAnalytics } from '../serving/coaching-responses.js';
import type { CoachingRoute } from '../serving/coaching-route-names.js';
import { InsightPatch } from '../serving/coaching-routes.js';
import {
  EXAMPLE_AGENT,
  EXAMPLE_AGENTS,
  EXAMPLE_CALL_COACHING,
  EXAMPLE_COACHING,
  EXAMPLE_DECIDED,
  EXAMPLE_INSIGHT,
  EXAMPLE_INSIGHT_ID,
  EXAMPLE_PATCH,
} from './coaching-examples.js';
import {
  AGENT_NAME,
  AGENT_QUERY,
  AGENTS_QUERY,
  CALL_NAME,
  INSIGHT_NAME,
  INSIGHTS_QUERY,
} from './described-parameters.js';
import { BACKEND_PROBLEMS, BODY_PROBLEMS, type Description, NOT_MODIFIED } from './description.js';
import { EXAMPLE_HASH } from './examples.js';

/** Descriptions of the routes about coaching. */
export const COACHING_DESCRIPTIONS: Readonly<Record<CoachingRoute, Description>> = {
  'GET /coaching-analytics': {
    operationId: 'listInsights',
    tag: 'Coaching',
    summary: 'List insights, newest first',
    description:
      'Insights say what an agent could do better, or did well. Without `ruleset`, the response is the same as that of the coaching add-on for Post Call Analytics. On every page, the totals count all insights that match the filters.',
    inQuery: INSIGHTS_QUERY,
    responses: {
      200: { description: 'Insights.', schema: CoachingAnalytics, example: EXAMPLE_COACHING, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'priority', message: 'expected high, medium or low' },
    exampleTarget: '/coaching-analytics?priority=high&status=pending',
  },
  'GET /calls/{hash}/coaching': {
    operationId: 'getCallCoaching',
    tag: 'Coaching',
    summary: 'Read the metrics and insights of a call',
    description:
      'Returns the participants, each metric with its basis and evidence, and the insights of all rulesets. A metric without `value` is unavailable, which is not 0: `method` says why. A call that was not understood has no metrics or insights.',
    inPath: CALL_NAME,
    responses: {
      200: { description: 'The call.', schema: CallCoachingItem, example: EXAMPLE_CALL_COACHING, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'metric', message: 'expected no such parameter' },
    exampleTarget: `/calls/${EXAMPLE_HASH}/coaching`,
  },
  'GET /insights/{id}': {
    operationId: 'getInsight',
    tag: 'Coaching',
    summary: 'Read an insight',
    inPath: INSIGHT_NAME,
    responses: {
      200: { description: 'The insight.', schema: InsightItem, example: EXAMPLE_INSIGHT, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'version', message: 'expected no such parameter' },
    exampleTarget: `/insights/${EXAMPLE_INSIGHT_ID}`,
  },
  'PATCH /insights/{id}': {
    operationId: 'decideInsight',
    tag: 'Coaching',
    summary: 'Acknowledge, complete, dismiss or comment on an insight',
    description:
      'The decision is kept as long as the call exists, even if the call is analyzed or coached again. Repeating a request changes nothing. With `version`, the response is a conflict if somebody else has changed the insight in the meantime; without it, both changes are applied. The caller is stored as the actor.',
    inPath: INSIGHT_NAME,
    body: {
      schema: InsightPatch,
      example: EXAMPLE_PATCH,
      wrong: { field: 'status', message: 'expected a status, a comment, or both' },
    },
    responses: { 200: { description: 'The insight as it is now.', schema: InsightItem, example: EXAMPLE_DECIDED } },
    problems: [...BODY_PROBLEMS, 'not-found', 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: `/insights/${EXAMPLE_INSIGHT_ID}`,
  },
  'GET /agents': {
    operationId: 'listAgents',
    tag: 'Coaching',
    summary: 'List agents by name',
    description: 'Lists the agents whose names are known from at least one call.',
    inQuery: AGENTS_QUERY,
    responses: {
      200: { description: 'Agents.', schema: AgentsList, example: EXAMPLE_AGENTS, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', ...BACKEND_PROBLEMS],
    wrong: { field: 'pageSize', message: 'expected a whole number from 1 to 100' },
    exampleTarget: '/agents?pageSize=50',
  },
  'GET /agents/{name}': {
    operationId: 'getAgent',
    tag: 'Coaching',
    summary: 'Read the metrics of an agent',
    description:
      'Returns medians over calls, in total and by week. They are based on the newest 1,000 calls of the requested time; `isComplete` says whether these are all. With fewer than 20 calls, there is no trend.',
    inPath: AGENT_NAME,
    inQuery: AGENT_QUERY,
    responses: {
      200: { description: 'The agent.', schema: AgentItem, example: EXAMPLE_AGENT, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'from', message: 'expected a date, or an ISO 8601 date and time with a zone' },
    exampleTarget: '/agents/Zoe?from=2026-09-01',
  },
};
