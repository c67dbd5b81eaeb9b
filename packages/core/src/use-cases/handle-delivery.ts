import type { EarshotError } from '../errors.js';
import type { ResultLayout } from '../formats/result-format.js';
import type { InboundEvent } from '../intake/inbound-event.js';
import type { Layout } from '../intake/layout.js';
import { unwrap } from '../intake/unwrap.js';
import type { Digests } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { Delivery } from '../ports/event-source.js';
import type { AddTelephony } from './add-telephony.js';
import type { Finisher } from './finish-call.js';
import type { PersistResult } from './persist-result.js';
import type { RecordFailure } from './record-failure.js';
import type { StartAnalysis } from './start-analysis.js';
import type { StartRefusal } from './start-job.js';
import { toEarshotError } from './to-earshot-error.js';

/** The outcome of one event of a message. */
export type ItemOutcome =
  | {
      /**
       * `started`: a job runs. `submitted`: a job will be started when there is room for it. `stored`: analyzed.
       * `unmatched`: analyzed, without a match. `failed`: recorded as failed. `duplicate`: known already,
       * though more may be known of it now.
       */
      readonly status: 'started' | 'submitted' | 'stored' | 'unmatched' | 'failed' | 'duplicate';
      readonly record: CallRecord;
      /** Why what follows from the call can't be derived or sent now: the delivery comes again for it. All else is done. */
      readonly unfinished?: EarshotError;
      /** Of a submitted call: what the analyzer answered, if it was asked. */
      readonly refusal?: StartRefusal | undefined;
      /** A problem with a sidecar or metadata. Reported, but not fatal. */
      readonly problem?: EarshotError | undefined;
    }
  | { readonly status: 'ignored'; readonly reason: string }
  | { readonly status: 'error'; readonly error: EarshotError };

export interface HandleDeliveryDeps {
  readonly layout: Layout;
  /** Names the calls of uploads whose keys are longer than a call id. @defaultValue those are refused */
  readonly digests?: Pick<Digests, 'md5Hex'>;
  /** Supported formats of results. @defaultValue the built-in ones */
  readonly formats?: readonly ResultLayout[] | undefined;
  readonly startAnalysis: Pick<StartAnalysis, 'execute'>;
  /** Takes sidecars. @defaultValue they are ignored */
  readonly addTelephony?: Pick<AddTelephony, 'ofSidecar'> | undefined;
  readonly persistResult: Pick<PersistResult, 'execute'>;
  readonly recordFailure: Pick<RecordFailure, 'execute'>;
  /** Derives what follows from calls, and sends notices. @defaultValue neither is done */
  readonly finishCall?: Pick<Finisher, 'execute' | 'finishLater'> | undefined;
}

/**
 * Unwraps a message and passes each event in it to its use case. An error in one event doesn't
 * affect the others.
 */
export class HandleDelivery {
  readonly #deps: HandleDeliveryDeps;

  constructor(deps: HandleDeliveryDeps) {
    this.#deps = deps;
  }

  /**
   * Never rejects: errors are outcomes.
   * @param isLast whether the delivery isn't retried again: then what can't be finished now is left to the next sweep
   */
  async execute(delivery: Pick<Delivery, 'body' | 'sentAtMs'>, isLast = false): Promise<ItemOutcome[]> {
    try {
      const outcomes: ItemOutcome[] = [];
      const { layout, digests, formats } = this.#deps;
      for (const event of unwrap(delivery.body, delivery.sentAtMs, layout, digests, formats)) {
        const outcome = await this.#handle(event).catch(errorOutcome);
        outcomes.push(await finished(outcome, this.#deps.finishCall, isLast));
      }
      return outcomes;
    } catch (error) {
      return [errorOutcome(error)];
    }
  }

  async #handle(event: InboundEvent): Promise<ItemOutcome> {
    switch (event.type) {
      case 'recording_arrived':
        return this.#deps.startAnalysis.execute(event.request);
      case 'sidecar_arrived': {
        const outcome = await this.#deps.addTelephony?.ofSidecar(event.sidecar);
        return outcome ?? { status: 'ignored', reason: 'a sidecar' };
      }
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

/** An outcome, after its call is finished: whether it changed just now or is a duplicate, in case of a crash before. */
async function finished<T extends object>(
  outcome: T,
  finisher: HandleDeliveryDeps['finishCall'],
  isLast: boolean,
): Promise<T> {
  if (finisher === undefined || !('record' in outcome)) return outcome;
  const record = outcome.record as CallRecord;
  const unfinished = await finisher.execute(record).catch(toEarshotError);
  if (unfinished === undefined) return outcome;
  const isLeft = isLast && (await finisher.finishLater(record.hash).catch(() => false));
  return isLeft ? outcome : { ...outcome, unfinished };
}

/** The outcome that an error is. */
export function errorOutcome(error: unknown): Extract<ItemOutcome, { status: 'error' }> {
  return { status: 'error', error: toEarshotError(error) };
}
