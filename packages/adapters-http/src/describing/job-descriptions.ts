import * as z from 'zod/mini';
import { CANCEL_MESSAGES, type JobCommandRoute } from '../serving/job-commands.js';
import { CancelReceipt, JobResponse, JobsList } from '../serving/job-responses.js';
import type { JobReadingRoute } from '../serving/job-routes.js';
import { JOB_ID, JOB_NAME, JOBS_QUERY } from './described-parameters.js';
import { BACKEND_PROBLEMS, type Description, NOT_MODIFIED } from './description.js';
import { EXAMPLE_JOB_ID, EXAMPLE_JOB_NAME, EXAMPLE_RUNNING_JOB } from './examples.js';

const FAILURE = { code: 'CANCELLED', reason: 'cancelled by ana' };
const EXAMPLE_CANCELLED: z.input<typeof JobResponse> = {
  ...EXAMPLE_RUNNING_JOB,
  state: 'cancelled',
  call_state: 'failed',
  stage: undefined,
  progress: null,
  no_progress_reason: 'ended',
  failure: FAILURE,
  links: { ...EXAMPLE_RUNNING_JOB.links, cancel: undefined, retry: `/jobs/${EXAMPLE_JOB_NAME}/retry` },
};
const WRONG = { field: 'state', message: 'expected queued, running, succeeded, failed or cancelled' };
const COMMAND_PROBLEMS = ['foreign-origin', 'not-found', 'conflict', 'unsupported-media-type'] as const;
const POLL =
  'Repeat the request with `If-None-Match` after `Retry-After` seconds. A job that has ended has no `Retry-After`.';

/** Descriptions of the routes about jobs. */
export const JOB_DESCRIPTIONS: Readonly<
  Record<JobReadingRoute | 'GET /jobs/{id}/events' | JobCommandRoute, Description>
> = {
  'GET /jobs': {
    operationId: 'listJobs',
    tag: 'Jobs',
    summary: 'List the current job of each call',
    description: `Newest calls first. Pages of failed or cancelled jobs may be short, because the server separates the two after it has read a page. ${POLL}`,
    inQuery: JOBS_QUERY,
    responses: {
      200: {
        description: 'Jobs, page by page.',
        schema: JobsList,
        example: {
          count: 1,
          items: [EXAMPLE_RUNNING_JOB],
          pagination: { pageSize: 20, nextToken: null, hasMore: false },
        },
        headers: ['ETag', 'Retry-After'],
      },
      304: { ...NOT_MODIFIED, headers: ['ETag', 'Retry-After'] },
    },
    problems: ['invalid-input', ...BACKEND_PROBLEMS],
    wrong: WRONG,
    exampleTarget: '/jobs?state=running',
  },
  'GET /jobs/{id}': {
    operationId: 'getJob',
    tag: 'Jobs',
    summary: 'Read one job',
    description: POLL,
    inPath: JOB_NAME,
    responses: {
      200: {
        description: 'The job.',
        schema: JobResponse,
        example: EXAMPLE_RUNNING_JOB,
        headers: ['ETag', 'Retry-After'],
      },
      304: { ...NOT_MODIFIED, headers: ['ETag', 'Retry-After'] },
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'state', message: 'expected no such parameter' },
    exampleTarget: `/jobs/${EXAMPLE_JOB_NAME}`,
  },
  'GET /jobs/{id}/events': {
    operationId: 'followJob',
    tag: 'Jobs',
    summary: 'Follow a job by server-sent events',
    description:
      'Sends the job as a `job` event, again whenever it changes, and `end` when it has ended or its call is erased. The stream ' +
      'ends after five minutes; clients reconnect automatically, and `Last-Event-ID` prevents duplicates. Not available on AWS Lambda: poll `getJob` there.',
    inPath: JOB_NAME,
    responses: {
      200: { description: 'The events.', schema: z.string(), mediaType: 'text/event-stream' },
      204: { description: 'The client has already received the `end` event, and should not reconnect.' },
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'state', message: 'expected no such parameter' },
    exampleTarget: `/jobs/${EXAMPLE_JOB_NAME}/events`,
  },
  'POST /jobs/{id}/cancel': {
    operationId: 'cancelJob',
    tag: 'Jobs',
    summary: 'Cancel a job',
    description:
      'The call fails with the code `CANCELLED`, and can be retried. On one machine, the analysis stops immediately and stores nothing. Bedrock Data Automation cannot stop a job: it continues, and its result is ignored. `analysis` says which applies. Cancelling again ' +
      'changes nothing. A job that has ended is a conflict.',
    inPath: JOB_ID,
    responses: {
      200: {
        description: 'The job is cancelled. The call does not use its result.',
        schema: CancelReceipt,
        example: { message: CANCEL_MESSAGES.stopped, analysis: 'stopped', job: EXAMPLE_CANCELLED },
      },
    },
    problems: [...COMMAND_PROBLEMS, ...BACKEND_PROBLEMS],
    exampleTarget: `/jobs/${EXAMPLE_JOB_NAME}/cancel`,
  },
  'POST /jobs/{id}/retry': {
    operationId: 'retryJob',
    tag: 'Jobs',
    summary: 'Analyze a call again after a failed or cancelled job',
    description: 'Safe to repeat: the named attempt is retried only once.',
    inPath: JOB_ID,
    responses: {
      202: {
        description: 'The next attempt.',
        schema: JobResponse,
        example: {
          ...EXAMPLE_RUNNING_JOB,
          id: EXAMPLE_JOB_NAME.replace(/1$/, '2'),
          attempt: 2,
          job_id: EXAMPLE_JOB_ID,
        },
        headers: ['Location'],
      },
      200: {
        description: 'The job was already retried. This is the current attempt.',
        schema: JobResponse,
        headers: ['Location'],
      },
    },
    problems: [...COMMAND_PROBLEMS, 'recording-refused', ...BACKEND_PROBLEMS],
    exampleTarget: `/jobs/${EXAMPLE_JOB_NAME}/retry`,
  },
};
