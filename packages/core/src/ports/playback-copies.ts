import type { TimeSpan } from '../model/span.js';
import type { ObjectUri } from '../model/uri.js';

/**
 * Makes copies of recordings to play: WAV files with plain samples, as long as the recording, in the store that the recording
 * is in. A copy is made once, and erased with its recording.
 */
export interface PlaybackCopies {
  /**
   * The copy of a recording that is silent in spans of time, and otherwise sounds the same.
   * @param silent in order, none overlapping
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such recording; what decoding it throws
   */
  copyOf(uri: ObjectUri, silent: readonly TimeSpan[]): Promise<ObjectUri>;
}
