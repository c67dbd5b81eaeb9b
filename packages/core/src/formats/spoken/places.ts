import type { TranscriptSegment } from '../../model/analysis.js';
import { endingAfter } from '../look-up.js';

/** Finds the segment in which something is said at a time, or the next one after it; of one channel, where it is named. */
export function segmentFinder(
  segments: readonly TranscriptSegment[],
): (ms: number, channel?: string) => TranscriptSegment | undefined {
  const finders = new Map<string | undefined, (ms: number) => TranscriptSegment | undefined>();
  return (ms, channel) => {
    let find = finders.get(channel);
    if (find === undefined) {
      const own = channel === undefined ? segments : segments.filter((segment) => segment.channel === channel);
      const indexAfter = endingAfter(own);
      find = (at) => own[indexAfter(at)];
      finders.set(channel, find);
    }
    return find(ms);
  };
}
