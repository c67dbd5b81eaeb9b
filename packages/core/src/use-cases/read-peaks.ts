import { EarshotError } from '../errors.js';
import type { Copies } from '../model/analysis.js';
import { peaksUriOf, silencedPeaks } from '../model/peaks.js';
import type { CallRecord } from '../model/record.js';
import { isRedacted, sensitiveSpans } from '../model/redacted.js';
import type { ResultStore } from '../ports/result-store.js';
import type { PlayOptions } from './play-call.js';

export interface ReadPeaksDeps {
  readonly store: Pick<ResultStore, 'get'>;
  /** Which copies of results are kept. With `redacted`, each call counts as redacted. @defaultValue what each record says */
  readonly copies?: Copies | undefined;
}

/** Reads the outline of a call's sound, which its analysis left next to the result. It shows what `PlayCall` lets the caller hear. */
export class ReadPeaks {
  readonly #deps: ReadPeaksDeps;

  constructor(deps: ReadPeaksDeps) {
    this.#deps = deps;
  }

  /**
   * @returns a file as `peaksFile` makes it; `undefined` when the caller may not see it
   * @throws EarshotError `EARSHOT_NOT_FOUND` when the call has none: it wasn't analyzed on a machine of its own. What the store
   * throws
   */
  async execute(
    record: CallRecord,
    { mayHearOriginals }: Pick<PlayOptions, 'mayHearOriginals'>,
  ): Promise<Uint8Array<ArrayBufferLike> | undefined> {
    const { store, copies } = this.#deps;
    const { analysis, jobs } = record;
    const source = analysis?.sources[0]?.uri;
    const job = jobs.find(({ outputUri }) => outputUri !== undefined && source?.startsWith(outputUri));
    const uri = job && peaksUriOf(job);
    const peaks = uri && (await store.get(uri));
    if (analysis === undefined || peaks === undefined) {
      throw new EarshotError('EARSHOT_NOT_FOUND', 'the call has no peaks');
    }
    if (mayHearOriginals || !(copies === 'redacted' || isRedacted(record))) return peaks;
    const silent = sensitiveSpans(analysis);
    return silent && silencedPeaks(peaks, silent);
  }
}
