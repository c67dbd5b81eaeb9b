import type { Notice } from '../model/notice.js';

/**
 * Sends notices to one target outside of Earshot, each as a `NoticeDocument`. Contract: `notifierContract` in
 * `@earshot/core/testing`; reference: `MemoryNotifier` of `@earshot/adapters-memory`.
 */
export interface Notifier {
  /** Names the target among those of a deployment, in logs and in what is remembered: the same in each process, and no secret. */
  readonly target: string;

  /**
   * Sends a notice. Resolves once the target has accepted it. May be called again with the same notice, which the target
   * recognizes by its id.
   * @throws EarshotError retryable when the target may accept it later, after `details.retryAfterMs` where it said so; not
   * retryable when it never will
   */
  notify(notice: Notice): Promise<void>;
}
