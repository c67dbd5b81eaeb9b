import { setTimeout as sleep } from 'node:timers/promises';
import { isEarshotError } from '@earshot/core';
import type { ApiResponse } from './api-response.js';
import { fingerprint } from './entity-tag.js';
import type { JobResponse } from './job-responses.js';
import { readJobNamed } from './job-routes.js';
import { NoParameters, readParameters } from './parameters.js';
import type { Handler } from './routes.js';
import type { CallReading } from './served-app.js';
import { hasEnded, type JobLinking, toJobResponse } from './to-job-response.js';

/** How often a job is looked at, and what is said when nothing changes. */
export interface JobEventSettings extends JobLinking {
  /** @defaultValue 500, or 2,000 if the analyzer doesn't report progress */
  readonly pollMs?: number | undefined;
  /** Proxies end connections on which nothing is sent. @defaultValue 15,000 */
  readonly heartbeatMs?: number | undefined;
  /** A stream ends after this time; the client comes back, and is authenticated again. @defaultValue 300,000 */
  readonly longestMs?: number | undefined;
}

const RECONNECT_MS = 2_000;

/**
 * The route that follows a job by server-sent events: each state of it that is seen, then `end`. States are found by looking,
 * since another process may do the work. The id of an event names the state, so that a client that comes back gets what it
 * lacks; one that has seen the end gets 204, by which it stops coming back.
 */
export function jobEventsRoute(
  app: Pick<CallReading, 'readCall' | 'digests' | 'readJob'>,
  settings: JobEventSettings,
): Readonly<Record<'GET /jobs/{id}/events', Handler>> {
  const events: Handler = async (request, name): Promise<ApiResponse> => {
    readParameters(NoParameters, request.url);
    const first = await readJobNamed(app, name);
    const ref = { hash: first.call.hash, attempt: first.attempt };
    const seen = request.headers.get('last-event-id');
    const known = toJobResponse(first, settings);
    if (hasEnded(known) && seen === idOf(JSON.stringify(known))) return { status: 204, body: null, headers: NOT_KEPT };
    const read = async () => toJobResponse(await app.readJob.execute(ref), settings);
    return {
      status: 200,
      body: stoppable((stopped) => follow(read, seen, settings, stopped)),
      headers: { ...NOT_KEPT, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    };
  };
  return { 'GET /jobs/{id}/events': events };
}

const NOT_KEPT = { 'cache-control': 'no-store' } as const;

function idOf(text: string): string {
  return fingerprint(text);
}

/** A generator that waits for something can't be ended by `return`: it must be woken first. */
function stoppable(make: (stopped: AbortSignal) => AsyncGenerator<string>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const stop = new AbortController();
      const texts = make(stop.signal);
      const encoder = new TextEncoder();
      return {
        async next() {
          const { done, value } = await texts.next();
          return done === true ? { done, value: undefined } : { done: false, value: encoder.encode(value) };
        },
        async return() {
          stop.abort();
          await texts.return(undefined);
          return { done: true, value: undefined };
        },
      };
    },
  };
}

async function* follow(
  read: () => Promise<JobResponse>,
  seen: string | null,
  { pollMs, heartbeatMs = 15_000, longestMs = 300_000 }: JobEventSettings,
  stopped: AbortSignal,
): AsyncGenerator<string> {
  yield `retry: ${RECONNECT_MS}\n\n`;
  const beganMs = performance.now();
  let id = seen;
  let sentMs = beganMs;
  while (!stopped.aborted && performance.now() - beganMs < longestMs) {
    const job = await read().catch(absent);
    if (job === undefined) return yield END;
    const data = JSON.stringify(job);
    if (id !== idOf(data)) {
      id = idOf(data);
      sentMs = performance.now();
      yield `id: ${id}\nevent: job\ndata: ${data}\n\n`;
    }
    if (hasEnded(job)) return yield END;
    if (performance.now() - sentMs >= heartbeatMs) {
      sentMs = performance.now();
      yield ': nothing changed\n\n';
    }
    const everyMs = pollMs ?? (job.no_progress_reason === 'not_reported' ? 2_000 : 500);
    await sleep(everyMs, undefined, { signal: stopped }).catch(() => {});
  }
}

const END = 'event: end\ndata: {}\n\n';

/** The call was erased. */
function absent(error: unknown): undefined {
  if (!isEarshotError(error, 'EARSHOT_NOT_FOUND')) throw error;
}
