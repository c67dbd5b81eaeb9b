import {
  type CallHash,
  EarshotError,
  isEarshotError,
  readStartMessage,
  StartMessage,
  type StartOutcome,
} from '@earshot/core';
import type { Context } from 'hono';
import type { App } from '../container.js';
import { hashesNamed } from '../find-call.js';
import { type Answer, json } from './answer.js';
import { BACKEND_PROBLEMS, type Endpoint } from './endpoint.js';
import { EXAMPLE_ERASURE, EXAMPLE_HASH, EXAMPLE_START, EXAMPLE_STARTED } from './examples.js';
import { CallName } from './parameters.js';
import type { Refusal } from './problem.js';
import { PROBLEM_CODES } from './problem-kinds.js';
import { readJsonObject } from './request-body.js';
import { ErasureItem, StartReceipt } from './responses.js';

const MESSAGES = { started: 'Analysis started', duplicate: 'Call known already' } as const;

/** What the routes that change calls need to know. */
export interface CallEndpointSettings {
  readonly bodyLimitBytes: number;
  readonly now: () => Date;
}

/** The routes that change calls. */
export function callEndpoints(
  app: Pick<App, 'startTranscription' | 'restartCall' | 'eraseCall' | 'digests'>,
  { bodyLimitBytes, now }: CallEndpointSettings,
): readonly Endpoint[] {
  /** Commands take a name in one sense only, lest one that was meant for a call hits another. */
  const hashOfPath = ({ req }: Context): CallHash => {
    const [hash] = hashesNamed(req.param('hash') ?? '', app);
    if (hash !== undefined) return hash;
    throw new EarshotError('EARSHOT_NOT_FOUND', 'no call has this hash or call id');
  };

  const start: Endpoint = {
    method: 'POST',
    path: '/calls',
    operationId: 'startCall',
    tag: 'Calls',
    summary: 'Have a recording analysed',
    description:
      'May be sent any number of times for one recording: there is one call and one analysis. A call keeps the ' +
      'recording it has; another one for the same call id is a conflict.',
    body: { schema: StartMessage, example: EXAMPLE_START },
    responses: {
      202: {
        description: 'The analysis has begun.',
        schema: StartReceipt,
        example: EXAMPLE_STARTED,
        headers: ['Location'],
      },
      200: {
        description: 'The call was known already, and needed nothing.',
        schema: StartReceipt,
        example: { ...EXAMPLE_STARTED, message: MESSAGES.duplicate, status: 'known', state: 'completed' },
        headers: ['Location'],
      },
    },
    problems: [
      'invalid-input',
      'malformed-request',
      'foreign-origin',
      'conflict',
      'body-too-large',
      'unsupported-media-type',
      'recording-refused',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: '/calls',
    handle: async ({ req }) => {
      const body = await readJsonObject(req.raw, bodyLimitBytes);
      if ('kind' in body) return body;
      const outcome = await app.startTranscription.execute(readStartMessage(body.value, now().getTime()));
      return receipt(outcome, outcome.status === 'started' ? 202 : 200);
    },
  };

  const restart: Endpoint = {
    method: 'POST',
    path: '/calls/{hash}/restart',
    operationId: 'restartCall',
    tag: 'Calls',
    summary: 'Start a failed call anew',
    description: 'The failed job stays on the record. A call that did not fail is a conflict.',
    pathParameters: CallName,
    responses: {
      202: {
        description: 'The analysis has begun anew.',
        schema: StartReceipt,
        example: EXAMPLE_STARTED,
        headers: ['Location'],
      },
    },
    problems: [
      'foreign-origin',
      'not-found',
      'conflict',
      'unsupported-media-type',
      'recording-refused',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: `/calls/${EXAMPLE_HASH}/restart`,
    handle: async (context) => {
      try {
        return receipt(await app.restartCall.execute(hashOfPath(context)), 202);
      } catch (error) {
        // The caller sent nothing that could be wrong: what the use case objects to is the state of the call.
        if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
        throw new EarshotError('EARSHOT_CONFLICT', error.message, { cause: error, retryable: false });
      }
    },
  };

  const erase: Endpoint = {
    method: 'DELETE',
    path: '/calls/{hash}',
    operationId: 'eraseCall',
    tag: 'Calls',
    summary: 'Erase a call',
    description:
      'Removes its record and every result document, redacted copies included. The recording, which was there before, ' +
      'stays. Keep the answer: it is the proof.',
    pathParameters: CallName,
    responses: { 200: { description: 'What was removed.', schema: ErasureItem, example: EXAMPLE_ERASURE } },
    problems: ['foreign-origin', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}`,
    handle: async (context) => {
      const erased = await app.eraseCall.execute(hashOfPath(context));
      const item: ErasureItem = {
        message: 'Call erased',
        hash: erased.hash,
        erased_at: new Date(erased.erasedAtMs).toISOString(),
        documents: [...erased.documents],
        record_removed: erased.recordRemoved,
        ...(erased.recording === undefined ? {} : { recording: erased.recording }),
      };
      return json(200, JSON.stringify(item));
    },
  };

  return [start, restart, erase];
}

function receipt({ status, record, jobId }: StartOutcome, httpStatus: number): Answer | Refusal {
  const location = `/analytics/${record.hash}`;
  if (status === 'failed') {
    const { code = '', reason } = record.failure ?? {};
    const known = PROBLEM_CODES.find((one) => one === code);
    const facts = { instance: location, ...(known && { code: known }), ...(reason && { detail: reason }) };
    return { kind: 'recording-refused', facts };
  }
  const body: StartReceipt = {
    message: MESSAGES[status],
    status: status === 'started' ? 'started' : 'known',
    hash: record.hash,
    call_id: record.callId,
    state: record.state,
    ...(jobId === undefined ? {} : { job_id: jobId }),
  };
  return json(httpStatus, JSON.stringify(body), { location });
}
