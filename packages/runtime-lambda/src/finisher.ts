import { type Announcer, isEarshotError, type NoticeFailure } from '@earshot/core';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { NoticesInput } from './notices.js';

/** What an announcer is made of. */
export interface AnnouncerInput extends NoticesInput {
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Sends notices to the targets that the variables name; `undefined` when they name none. What sending takes is loaded with
 * the first call that has ended, so that a cold start without targets pays nothing.
 */
export function announcerOf(input: AnnouncerInput): Announcer | undefined {
  const { variables, log, metrics } = input;
  const targets = [
    variables.EARSHOT_NOTIFY_EVENT_BUS,
    variables.EARSHOT_NOTIFY_TOPIC_ARN,
    variables.EARSHOT_NOTIFY_WEBHOOK_URL,
  ];
  if (targets.every((target) => target === undefined)) return undefined;
  const onFailed = ({ hash, target, notice, error }: NoticeFailure) => {
    const { code, message: reason, retryable } = error;
    const fields = { target, correlation_id: hash, notice_id: notice?.id, code, reason, retryable };
    if (retryable) return log.warn('notice not sent yet', fields);
    log.error('notice not sent', fields);
    metrics.add('NoticesFailed');
  };
  let made: Promise<Announcer> | undefined;
  /** What sends notices; `undefined` when a setting is wrong, which must not hold back results. */
  const announcer = async (): Promise<Announcer | undefined> => {
    made ??= import('./notices.js').then(({ createAnnounceCall }) => createAnnounceCall(input, onFailed));
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
    execute: async (record) => (await announcer())?.execute(record),
    whileEnding: async (hash, work) => {
      const known = await announcer();
      return known === undefined ? work() : known.whileEnding(hash, work);
    },
    announceLater: async (hash) => (await announcer())?.announceLater(hash) ?? false,
    resume: async (options) => (await announcer())?.resume(options),
  };
}
