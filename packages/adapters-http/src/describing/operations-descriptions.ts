import type * as z from 'zod/mini';
import { DeadLettersList, DiscardReceipt, DoctorReport, RedriveReceipt } from '../serving/operations-responses.js';
import { type DeadLetterRoute, DiscardMessage } from '../serving/operations-routes.js';
import { QUEUE_NAME } from './described-parameters.js';
import { BACKEND_PROBLEMS, BODY_PROBLEMS, type Description } from './description.js';

const MESSAGE_ID = '0b6f0c55-6d4b-4b8e-9d1f-2d5f4a3c9e71';
const EXAMPLE_LIST: z.input<typeof DeadLettersList> = {
  count: 1,
  items: [
    {
      queue: 'messages',
      id: MESSAGE_ID,
      sent_at: '2026-09-14T09:40:11.000Z',
      receive_count: 5,
      code: 'EARSHOT_UNREADABLE',
      reason: 'result.json: segments[3].start_ms: expected a number',
    },
  ],
  queues: [{ name: 'messages', dead_lettered: 1 }],
};
const EXAMPLE_REDRIVE: z.input<typeof RedriveReceipt> = { message: 'Messages sent back', queue: 'messages', moved: 1 };
const EXAMPLE_DISCARD: z.input<typeof DiscardReceipt> = {
  message: 'Messages deleted',
  queue: 'messages',
  discarded: 1,
  missing: [],
};
const EXAMPLE_DOCTOR: z.input<typeof DoctorReport> = {
  healthy: true,
  checks: [
    { name: 'Records', state: 'ok', detail: 'every call can be read' },
    { name: 'ffmpeg', state: 'absent', detail: 'not on the PATH' },
  ],
};
const NO_PARAMETER = { field: 'queue', message: 'expected no such parameter' };

/** Descriptions of the routes for those who run the server. */
export const OPERATIONS_DESCRIPTIONS: Readonly<Record<DeadLetterRoute | 'GET /doctor', Description>> = {
  'GET /dead-letters': {
    operationId: 'listDeadLetters',
    tag: 'Operations',
    summary: 'List dead-lettered messages, and why each one failed',
    description:
      'With Amazon SQS, each request receives the messages and briefly hides them from other readers, so poll `GET /health?queues` instead. Not available on AWS Lambda, or if the server has no dead-letter queue.',
    responses: { 200: { description: 'The messages.', schema: DeadLettersList, example: EXAMPLE_LIST } },
    problems: ['invalid-input', ...BACKEND_PROBLEMS],
    wrong: NO_PARAMETER,
    exampleTarget: '/dead-letters',
  },
  'POST /dead-letters/{queue}/redrive': {
    operationId: 'redriveDeadLetters',
    tag: 'Operations',
    summary: 'Send all dead-lettered messages back to their queue',
    description:
      'Responds when all messages have been moved. If another redrive is in progress, the response may be a conflict.',
    inPath: QUEUE_NAME,
    responses: { 200: { description: 'Messages were moved.', schema: RedriveReceipt, example: EXAMPLE_REDRIVE } },
    problems: ['foreign-origin', 'not-found', 'conflict', 'unsupported-media-type', ...BACKEND_PROBLEMS],
    exampleTarget: '/dead-letters/messages/redrive',
  },
  'POST /dead-letters/{queue}/discard': {
    operationId: 'discardDeadLetters',
    tag: 'Operations',
    summary: 'Delete dead-lettered messages permanently',
    description: 'Deletes either the messages with the given `ids`, or `all`. It can’t be undone.',
    inPath: QUEUE_NAME,
    body: {
      schema: DiscardMessage,
      example: { ids: [MESSAGE_ID] },
      wrong: { field: 'ids', message: 'expected either ids or all' },
    },
    responses: { 200: { description: 'Messages were deleted.', schema: DiscardReceipt, example: EXAMPLE_DISCARD } },
    problems: [...BODY_PROBLEMS, 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: '/dead-letters/messages/discard',
  },
  'GET /doctor': {
    operationId: 'getDoctor',
    tag: 'Operations',
    summary: 'Check what is installed, and whether recordings can be transcribed',
    description:
      'What `earshot doctor` prints. Callers without the scope `admin` see no paths. Only served on one machine.',
    responses: { 200: { description: 'What was found.', schema: DoctorReport, example: EXAMPLE_DOCTOR } },
    problems: ['invalid-input', ...BACKEND_PROBLEMS],
    wrong: NO_PARAMETER,
    exampleTarget: '/doctor',
  },
};
