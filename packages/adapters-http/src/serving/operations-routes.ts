import { type DeadLetter, EarshotError, isEarshotError, toDeadLetterItem } from '@earshot/core';
import * as z from 'zod/mini';
import type { Caller } from './access/caller.js';
import { json } from './api-response.js';
import type {
  DeadLetterResponse,
  DeadLettersList,
  DiscardReceipt,
  DoctorReport,
  RedriveReceipt,
} from './operations-responses.js';
import { invalid, NoParameters, readFields, readParameters } from './parameters.js';
import { readJsonObject } from './request-body.js';
import type { Handler } from './routes.js';
import type { Doctor, QueueOfDeadLetters } from './served-app.js';
import { withoutPaths } from './without-paths.js';

/** A route about dead-lettered messages. */
export type DeadLetterRoute =
  | 'GET /dead-letters'
  | 'POST /dead-letters/{queue}/redrive'
  | 'POST /dead-letters/{queue}/discard';

const MAX_LISTED = 100;
const MAX_BODY_LENGTH = 4_000;

/** Which messages to discard. */
export const DiscardMessage = z.strictObject({
  /** Ids that `GET /dead-letters` gave. */
  ids: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(MAX_LISTED))),
  /** `true`: every message of the queue. */
  all: z.optional(z.literal(true)),
});

/** The routes about the dead-lettered messages of some queues. */
export function deadLetterRoutes(
  queues: readonly QueueOfDeadLetters[],
  bodyLimitBytes: number,
): Readonly<Record<DeadLetterRoute, Handler>> {
  const queueNamed = (name: string): QueueOfDeadLetters => {
    const queue = queues.find((one) => one.name === name);
    if (queue !== undefined) return queue;
    throw new EarshotError('EARSHOT_NOT_FOUND', 'no queue has this name', { details: { field: 'queue', found: name } });
  };

  const list: Handler = async ({ url }, _, caller) => {
    readParameters(NoParameters, url);
    const listed = await Promise.all(
      queues.map(async ({ name, letters }) => {
        const { waiting, inFlight = 0 } = await letters.count();
        const items = (await letters.list({ max: MAX_LISTED })).map((letter) => itemFor(caller, name, letter));
        return { name, dead_lettered: waiting + inFlight, items };
      }),
    );
    const items = listed.flatMap((queue) => queue.items);
    const body: DeadLettersList = {
      count: items.length,
      items,
      queues: listed.map(({ name, dead_lettered }) => ({ name, dead_lettered })),
    };
    return json(200, JSON.stringify(body));
  };

  const redrive: Handler = async (_, name, caller) => {
    const { letters } = queueNamed(name);
    const { moved, stoppedBy } = await letters.redrive().catch((error: unknown) => {
      // The caller sent nothing that could be wrong: another redrive is under way.
      if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
      throw new EarshotError('EARSHOT_CONFLICT', error.message, { cause: error, retryable: false });
    });
    const receipt: RedriveReceipt = {
      message: 'Messages sent back',
      queue: name,
      moved,
      ...(stoppedBy !== undefined && { stopped_by: toldTo(caller, stoppedBy) }),
    };
    return json(200, JSON.stringify(receipt));
  };

  const discard: Handler = async (request, name) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const { ids, all } = readFields(DiscardMessage, body.value);
    // Deleting everything must not be what an empty body means.
    if ((ids === undefined) === (all === undefined))
      throw invalid([{ field: 'ids', expected: 'expected either ids or all' }]);
    const { discarded, missing } = await queueNamed(name).letters.discard({ messageIds: ids });
    const receipt: DiscardReceipt = { message: 'Messages deleted', queue: name, discarded, missing: [...missing] };
    return json(200, JSON.stringify(receipt));
  };

  return {
    'GET /dead-letters': list,
    'POST /dead-letters/{queue}/redrive': redrive,
    'POST /dead-letters/{queue}/discard': discard,
  };
}

/** The route that looks at the server's machine. */
export function doctorRoute(doctor: Doctor): Readonly<Record<'GET /doctor', Handler>> {
  const examine: Handler = async ({ url }, _, caller) => {
    readParameters(NoParameters, url);
    const found = await doctor();
    const checks = found.map((check) => ({ ...check, detail: toldTo(caller, check.detail) }));
    const healthy = checks.every(({ state }) => state === 'ok' || state === 'absent');
    const report: DoctorReport = { healthy, checks };
    return json(200, JSON.stringify(report));
  };
  return { 'GET /doctor': examine };
}

/** Messages name recordings and may hold anything: only administrators see them. */
function itemFor(caller: Caller, queue: string, letter: DeadLetter): DeadLetterResponse {
  const item = toDeadLetterItem(queue, letter);
  return {
    ...item,
    reason: toldTo(caller, item.reason),
    ...(caller.scopes.has('admin') && { body: letter.body.slice(0, MAX_BODY_LENGTH) }),
  };
}

/** A text as a caller may read it: only administrators see where things are on the server. */
function toldTo({ scopes }: Caller, text: string): string {
  return scopes.has('admin') ? text : withoutPaths(text);
}
