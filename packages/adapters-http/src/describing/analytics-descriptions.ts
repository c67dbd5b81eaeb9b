import type { ReadingRoute } from '../serving/reading-routes.js';
import { AnalyticsList, SummaryItem } from '../serving/responses.js';
import type { SummaryRoute } from '../serving/summary-routes.js';
import { CALL_NAME, CALL_QUERY, LIST_QUERY, SUMMARY_QUERY } from './described-parameters.js';
import { BACKEND_PROBLEMS, type Description, NOT_MODIFIED } from './description.js';
import { EXAMPLE_CALL_PAGE, EXAMPLE_HASH, EXAMPLE_LIST, EXAMPLE_SUMMARY } from './examples.js';

/** What is said of the routes that read calls. */
export const ANALYTICS_DESCRIPTIONS: Readonly<Record<ReadingRoute | SummaryRoute, Description>> = {
  'GET /analytics': {
    operationId: 'listAnalytics',
    tag: 'Analytics',
    summary: 'List calls, newest first',
    description:
      'Get further pages with `nextToken`. Items of a list leave out fields that grow with the length of a call, such as the transcript. With `callId` or `hash`, the response is one complete call.',
    inQuery: LIST_QUERY,
    responses: {
      200: { description: 'A page of calls.', schema: AnalyticsList, example: EXAMPLE_LIST, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', 'not-redacted', ...BACKEND_PROBLEMS],
    exampleTarget: '/analytics?category=Billing&from=2026-09-01&pageSize=2',
  },
  'GET /calls/summary': {
    operationId: 'summarizeCalls',
    tag: 'Analytics',
    summary: 'Count calls by state, category and other fields, and by day or week',
    description:
      'Counts the calls that `GET /analytics` lists with the same filters. Not supported with DynamoDB: the response is 501.',
    inQuery: SUMMARY_QUERY,
    responses: {
      200: { description: 'The totals.', schema: SummaryItem, example: EXAMPLE_SUMMARY, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', ...BACKEND_PROBLEMS],
    wrong: { field: 'by', message: 'expected day or week' },
    exampleTarget: '/calls/summary?category=Billing&by=week&timeZone=Europe/Berlin',
  },
  'GET /analytics/{hash}': {
    operationId: 'getAnalytics',
    tag: 'Analytics',
    summary: 'Read one complete call',
    description: 'Finds the call by its hash or its call id.',
    inPath: CALL_NAME,
    inQuery: CALL_QUERY,
    responses: {
      200: { description: 'The call.', schema: AnalyticsList, example: EXAMPLE_CALL_PAGE, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', 'not-redacted', ...BACKEND_PROBLEMS],
    exampleTarget: `/analytics/${EXAMPLE_HASH}`,
  },
};
