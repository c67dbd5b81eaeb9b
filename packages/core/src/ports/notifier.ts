import type { Notice } from '../model/notice.js';

/**
 * Sends notices to one target outside of Earshot, each as a `NoticeDocument`. Contract: `notifierContract` in
 * `@earshot/core/testing`; reference: `MemoryNotifier` of `@earshot/adapters-memory`.
 */
export interface Notifier {
  /** Identifies the target in logs and state. The same in each process; must not contain secrets. */
  readonly target: string;

  /**
   * Sends a notice. Resolves once the target has accepted it. May be called again with the same notice, which the target recognizes by
   * its id.
   * @throws EarshotError retryable if the target may accept it later, after `details.retryAfterMs` if present; otherwise not retryable
   */
  notify(notice: Notice): Promise<void>;
}
