import { EarshotError, isEarshotError } from '../errors.js';
import type { ResultLayout } from '../formats/result-format.js';
import type { InboundEvent } from '../intake/inbound-event.js';
import type { Layout } from '../intake/layout.js';
import { unwrap } from '../intake/unwrap.js';
import type { Digests } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { Delivery } from '../ports/event-source.js';
import type { Announcer } from './finish-call.js';
import type { PersistResult } from './persist-result.js';
import type { RecordFailure } from './record-failure.js';
import type { StartRefusal } from './start-job.js';
import type { StartTranscription } from './start-transcription.js';

/** What became of one event of a message. */
export type ItemOutcome =
  | {
      /**
       * `started`: a job runs. `submitted`: a job will be started when there is room for it. `stored`: analysed.
       * `unmatched`: analysed, without a match. `failed`: recorded as failed. `duplicate`: known already.
       */
      readonly status: 'started' | 'submitted' | 'stored' | 'unmatched' | 'failed' | 'duplicate';
      readonly record: CallRecord;
      /** The first notice of the call that can't be sent now: the delivery comes again for it. What else was asked is done. */
      readonly unsent?: EarshotError;
      /** Of a submitted call: what the analyzer answered, if it was asked. */
      readonly refusal?: StartRefusal | undefined;
    }
  | { readonly status: 'ignored'; readonly reason: string }
  | { readonly status: 'error'; readonly error: EarshotError };

/** What handling a delivery takes. */
export interface HandleDeliveryDeps {
  readonly layout: Layout;
  /** Names the calls of uploads whose keys are longer than a call id. @defaultValue those are refused */
  readonly digests?: Pick<Digests, 'md5Hex'>;
  /** What results may be written in. @defaultValue those that Earshot reads by itself */
  readonly formats?: readonly ResultLayout[] | undefined;
  readonly startTranscription: Pick<StartTranscription, 'execute'>;
  readonly persistResult: Pick<PersistResult, 'execute'>;
  readonly recordFailure: Pick<RecordFailure, 'execute'>;
  /** Sends notices of calls that ended. @defaultValue none are sent */
  readonly announceCall?: Pick<Announcer, 'execute' | 'announceLater'> | undefined;
}

/** Unwraps a message and gives each event in it to its use case. One event's error leaves the others alone. */
export class HandleDelivery {
  readonly #deps: HandleDeliveryDeps;

  constructor(deps: HandleDeliveryDeps) {
    this.#deps = deps;
  }

  /**
   * Never rejects: errors are outcomes.
   * @param isLast whether the delivery isn't retried again: then notices that can't be sent now are left to the next sweep
   */
  async execute(delivery: Pick<Delivery, 'body' | 'sentAtMs'>, isLast = false): Promise<ItemOutcome[]> {
    try {
      const outcomes: ItemOutcome[] = [];
      const { layout, digests, formats } = this.#deps;
      for (const event of unwrap(delivery.body, delivery.sentAtMs, layout, digests, formats)) {
        const outcome = await this.#handle(event).catch(errorOutcome);
        outcomes.push(await announced(outcome, this.#deps.announceCall, isLast));
      }
      return outcomes;
    } catch (error) {
      return [errorOutcome(error)];
    }
  }

  async #handle(event: InboundEvent): Promise<ItemOutcome> {
    switch (event.type) {
      case 'recording_arrived':
        return this.#deps.startTranscription.execute(event.request);
      case 'job_finished':
        return this.#deps.persistResult.execute(event.job);
      case 'job_failed':
        return this.#deps.recordFailure.execute(event.job, event.failure, event.retryable);
      case 'ignored':
        return { status: 'ignored', reason: event.reason };
      case 'fault':
        return { status: 'error', error: event.error };
    }
  }
}

/** An outcome, after notices of its call were sent: whether it ended just now or is a duplicate, in case of a crash before. */
async function announced<T extends object>(
  outcome: T,
  announcer: HandleDeliveryDeps['announceCall'],
  isLast: boolean,
): Promise<T> {
  if (announcer === undefined || !('record' in outcome)) return outcome;
  const record = outcome.record as CallRecord;
  const unsent = await announcer.execute(record).catch((error) => errorOutcome(error).error);
  if (unsent === undefined) return outcome;
  const isLeft = isLast && (await announcer.announceLater(record.hash).catch(() => false));
  return isLeft ? outcome : { ...outcome, unsent };
}

/** The outcome that an error is. One that no adapter named is taken for a passing one: tried again, and parked in the end. */
export function errorOutcome(error: unknown): Extract<ItemOutcome, { status: 'error' }> {
  if (isEarshotError(error)) return { status: 'error', error };
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 'error', error: new EarshotError('EARSHOT_UNAVAILABLE', `unexpected: ${reason}`, { cause: error }) };
}
