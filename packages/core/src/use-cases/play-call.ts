import { EarshotError } from '../errors.js';
import type { Copies } from '../model/analysis.js';
import { mediaTypeOf, playsInBrowsers } from '../model/browser-media.js';
import type { CallRecord } from '../model/record.js';
import { isRedacted, sensitiveSpans } from '../model/redacted.js';
import type { ObjectUri } from '../model/uri.js';
import type { PlaybackCopies } from '../ports/playback-copies.js';

export interface PlayCallDeps {
  /** @defaultValue no copies are made */
  readonly playbackCopies?: PlaybackCopies | undefined;
  /** Which copies of results are kept. With `redacted`, each call counts as redacted. @defaultValue what each record says */
  readonly copies?: Copies | undefined;
}

/** How a call is to be played. */
export interface PlayOptions {
  /** Whether the caller may hear recordings of which only redacted copies of the result are kept. */
  readonly mayHearOriginals: boolean;
  /** The recording as it is, whether or not a browser plays it. @defaultValue false */
  readonly original?: boolean | undefined;
}

export interface Playback {
  readonly uri: ObjectUri;
  readonly contentType: string;
  /** `original`: the recording itself. `playable`: a copy that browsers play. `silenced`: a copy without what is sensitive. */
  readonly kind: 'original' | 'playable' | 'silenced';
  /** A name to save it under. */
  readonly fileName: string;
}

/**
 * Finds what to play of a call. Originals of redacted calls are for those who may hear them: others get a copy in which
 * every segment with personal data is silent, or nothing where no such copy can be made.
 */
export class PlayCall {
  readonly #deps: PlayCallDeps;

  constructor(deps: PlayCallDeps) {
    this.#deps = deps;
  }

  /**
   * @returns what to play; `undefined` when the caller may not hear it
   * @throws EarshotError `EARSHOT_NOT_FOUND` when the call has no recording; what the ports throw
   */
  async execute(
    record: CallRecord,
    { mayHearOriginals, original = false }: PlayOptions,
  ): Promise<Playback | undefined> {
    const uri = record.media?.uri;
    if (uri === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', 'the call has no recording');
    const isProtected = this.#deps.copies === 'redacted' || isRedacted(record);
    if (isProtected && !mayHearOriginals) return original ? undefined : this.#silenced(record, uri);
    const { playbackCopies } = this.#deps;
    const isPlayed = original || playsInBrowsers(uri, record.analysis?.mediaFacts);
    if (isPlayed || playbackCopies === undefined) return playback(record, uri, 'original');
    return playback(record, await playbackCopies.copyOf(uri, []), 'playable');
  }

  async #silenced(record: CallRecord, uri: ObjectUri): Promise<Playback | undefined> {
    const { playbackCopies } = this.#deps;
    // Until it is analyzed, nobody knows what is sensitive.
    const silent = record.analysis && sensitiveSpans(record.analysis);
    if (playbackCopies === undefined || silent === undefined) return undefined;
    return playback(record, await playbackCopies.copyOf(uri, silent), 'silenced');
  }
}

function playback({ callId }: CallRecord, uri: ObjectUri, kind: Playback['kind']): Playback {
  const suffix = /\.[^./]+$/.exec(uri)?.[0] ?? '';
  return { uri, contentType: mediaTypeOf(uri), kind, fileName: callId + suffix };
}
