import { type CallHash, EarshotError, isEarshotError, readStartMessage, type StartOutcome } from '@earshot/core';
import { type Answer, json } from './answer.js';
import { hashesNamed } from './parameters.js';
import type { Refusal } from './problem.js';
import { PROBLEM_CODES } from './problem-kinds.js';
import { readJsonObject } from './request-body.js';
import type { ErasureItem, StartReceipt } from './responses.js';
import type { Handler } from './routes.js';
import type { CallCommands, CallReading } from './served-app.js';

/** The `message` of every answer to a start. */
export const START_MESSAGES = {
  started: 'Analysis started',
  submitted: 'Analysis submitted',
  duplicate: 'Call known already',
} as const;

/** A route that changes calls. */
export type CommandRoute = 'POST /calls' | 'POST /calls/{hash}/restart' | 'DELETE /calls/{hash}';

/** What the routes that change calls need to know. */
export interface CommandSettings {
  readonly bodyLimitBytes: number;
  readonly now: () => Date;
}

/** The routes that change calls. */
export function commandRoutes(
  app: CallCommands & Pick<CallReading, 'digests'>,
  { bodyLimitBytes, now }: CommandSettings,
): Readonly<Record<CommandRoute, Handler>> {
  /** Commands take a name in one sense only, lest one that was meant for a call hits another. */
  const hashOfName = (name: string): CallHash => {
    const [hash] = hashesNamed(name, app.digests);
    if (hash !== undefined) return hash;
    throw new EarshotError('EARSHOT_NOT_FOUND', 'no call has this hash or call id');
  };

  const start: Handler = async (request) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const start = readStartMessage(body.value, now().getTime());
    const outcome = await app.startTranscription.execute(start, { forgetRefused: true });
    return receipt(outcome, outcome.status === 'duplicate' ? 200 : 202);
  };

  const restart: Handler = async (_, name) => {
    try {
      return receipt(await app.restartCall.execute(hashOfName(name)), 202);
    } catch (error) {
      // The caller sent nothing that could be wrong: what the use case objects to is the state of the call.
      if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
      throw new EarshotError('EARSHOT_CONFLICT', error.message, { cause: error, retryable: false });
    }
  };

  const erase: Handler = async (_, name) => {
    const erased = await app.eraseCall.execute(hashOfName(name));
    const item: ErasureItem = {
      message: 'Call erased',
      hash: erased.hash,
      erased_at: new Date(erased.erasedAtMs).toISOString(),
      documents: [...erased.documents],
      record_removed: erased.recordRemoved,
      traces: [...erased.traces],
      ...(erased.derived === undefined ? {} : { derived: [...erased.derived] }),
      ...(erased.recording === undefined ? {} : { recording: erased.recording }),
      ...(erased.unreadable === undefined ? {} : { unreadable: [...erased.unreadable] }),
    };
    return json(200, JSON.stringify(item));
  };

  return { 'POST /calls': start, 'POST /calls/{hash}/restart': restart, 'DELETE /calls/{hash}': erase };
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
    message: START_MESSAGES[status],
    status: status === 'duplicate' ? 'known' : status,
    hash: record.hash,
    call_id: record.callId,
    state: record.state,
    ...(jobId === undefined ? {} : { job_id: jobId }),
  };
  return json(httpStatus, JSON.stringify(body), { location });
}
