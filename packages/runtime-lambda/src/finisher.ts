import { type Finisher, type FinishFailure, isEarshotError } from '@earshot/core';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { NoticesInput } from './notices.js';

/** What a finisher is made of. */
export interface FinisherInput extends NoticesInput {
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Finishes calls by sending notices to the targets that the variables name; `undefined` when they name none. What sending takes
 * is loaded with the first call that has changed, so that a cold start without targets pays nothing.
 */
export function finisherOf(input: FinisherInput): Finisher | undefined {
  const { variables, log, metrics } = input;
  const targets = [
    variables.EARSHOT_NOTIFY_EVENT_BUS,
    variables.EARSHOT_NOTIFY_TOPIC_ARN,
    variables.EARSHOT_NOTIFY_WEBHOOK_URL,
  ];
  if (targets.every((target) => target === undefined)) return undefined;
  const onFailed = ({ hash, target, notice, error }: FinishFailure) => {
    const { code, message: reason, retryable } = error;
    const fields = { target, correlation_id: hash, notice_id: notice?.id, code, reason, retryable };
    const what = notice === undefined ? 'call not finished' : 'notice not sent';
    if (retryable) return log.warn(`${what} yet`, fields);
    log.error(what, fields);
    metrics.add('NoticesFailed');
  };
  let made: Promise<Finisher> | undefined;
  /** What finishes calls; `undefined` when a setting is wrong, which must not hold back results. */
  const finisher = async (): Promise<Finisher | undefined> => {
    made ??= import('./notices.js').then(({ createFinishCall }) => createFinishCall(input, onFailed));
    try {
      return await made;
    } catch (error) {
      made = undefined;
      if (!isEarshotError(error) || error.retryable) throw error;
      log.error('notice not sent', { code: error.code, reason: error.message });
      metrics.add('NoticesFailed');
      return undefined;
    }
  };
  return {
    execute: async (record) => (await finisher())?.execute(record),
    whileChanging: async (hash, work) => {
      const known = await finisher();
      return known === undefined ? work() : known.whileChanging(hash, work);
    },
    whileSaving: async (repository, work) => {
      const known = await finisher();
      return known === undefined ? work(repository) : known.whileSaving(repository, work);
    },
    finishLater: async (hash) => (await finisher())?.finishLater(hash) ?? false,
    resume: async (options) => (await finisher())?.resume(options),
    forget: async (hash) => (await finisher())?.forget(hash) ?? [],
  };
}
