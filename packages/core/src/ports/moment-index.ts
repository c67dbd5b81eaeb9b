import type { CallHash, CallId } from '../model/call.js';
import type { Moment, MomentsOfCall } from '../search/moment.js';
import type { SearchTerms } from '../search/search-terms.js';

/** How moments are found: by the words of the query, by what it means, or by both. */
export const SEARCH_WAYS = ['both', 'words', 'meaning'] as const;
export type SearchWay = (typeof SEARCH_WAYS)[number];

/** Which moments may be found. A moment must match every filter given. */
export interface MomentFilter {
  /** Recorded at this time or later, epoch ms. */
  readonly fromMs?: number | undefined;
  /** Recorded before this time, epoch ms. */
  readonly toMs?: number | undefined;
  /** One of the call's categories, exactly. */
  readonly category?: string | undefined;
  /** The agent's name, exactly. */
  readonly agentName?: string | undefined;
  /** The label or the role of the moment's speaker, exactly. */
  readonly speaker?: string | undefined;
  readonly hash?: CallHash | undefined;
}

export interface QueryVector {
  readonly model: string;
  /** Of length 1. */
  readonly values: Float32Array;
  /** The lowest cosine similarity of moments found by meaning. @defaultValue 0 */
  readonly least?: number | undefined;
}

export interface MomentQuery {
  /** Phrases, prefixes and exclusions hold for every hit, including those found by meaning. */
  readonly terms: SearchTerms;
  /** What the query means. Absent: moments are found by words only. It is compared with vectors of its own model only. */
  readonly vector?: QueryVector | undefined;
  /** `meaning` without a vector finds nothing. */
  readonly by: SearchWay;
  readonly filter: MomentFilter;
  /** At most this many, 1–100. */
  readonly limit: number;
  /**
   * Whether moments of the same call follow each other, calls in the order of their best moment: see `byCall`.
   * @defaultValue false
   */
  readonly isByCall?: boolean | undefined;
  /** As a page of the same query gave it in `next`. */
  readonly after?: string | undefined;
}

/** A moment that was found. */
export interface MomentHit {
  readonly hash: CallHash;
  readonly callId: CallId;
  readonly revision: number;
  /** Epoch ms. */
  readonly recordedAtMs: number;
  readonly moment: Moment;
  /** How it was found. */
  readonly matched: readonly ('words' | 'meaning')[];
  /** Higher is better. Only comparable within one answer. */
  readonly score: number;
}

/** A page of the moments found, best first. */
export interface MomentPage {
  readonly hits: readonly MomentHit[];
  /** Opaque. Absent when nothing follows, or the index can't page deeper. */
  readonly next?: string | undefined;
  /** How many moments are found by words with this filter, and in how many calls. Absent where the index can't count. */
  readonly counted?: { readonly moments: number; readonly calls: number } | undefined;
}

/** What an index can do beyond finding words and meanings. The contract suite tests what is declared. */
export interface MomentIndexCapabilities {
  /** Whether pages state how many moments are found by words. */
  readonly counts: boolean;
  /** Whether prefixes are found; otherwise a query that has one is refused. */
  readonly prefix: boolean;
  /** Whether the words of a phrase must follow each other; otherwise a moment that has all of them has the phrase. */
  readonly phrase: boolean;
  /** The maximum number of hits that a query can page through. */
  readonly pagedHits: number;
}

/** Which state of a record an index has moments of. */
export interface IndexedRevision {
  readonly recordCreatedAtMs: number;
  readonly revision: number;
  readonly rules: string;
  /** The model of the vectors; absent when there are none. */
  readonly model?: string | undefined;
}

/** Finds moments of calls by words and by meaning. */
export interface MomentIndex {
  readonly capabilities: MomentIndexCapabilities;

  /**
   * Keeps the moments of a call in place of those kept, unless these are from a newer revision or a
   * later record of the call, or have vectors that the new ones of the same revision lack: see
   * `areOutdatedMoments`. Then nothing changes. Otherwise the same revision replaces what is kept.
   * Of any number of concurrent calls, the newest revision remains, whole. A failed call may have
   * been applied in part; repeating it completes it. Until it has, `revisionOf` doesn't answer its
   * revision.
   */
  put(call: MomentsOfCall): Promise<'indexed' | 'outdated'>;

  /** Removes all moments of a call. Returns how many there were. Idempotent. */
  delete(hash: CallHash): Promise<number>;

  /** What is stored for a call; `undefined` when nothing is. Sees every acknowledged write. */
  revisionOf(hash: CallHash): Promise<IndexedRevision | undefined>;

  /**
   * The best moments first: those found by words and those found by meaning, fused as `fuse` does. Of those found by words, the
   * ones that have all words of the query come first; a moment that has a rare word of the query is among the first. Iterating over the pages yields no moment twice, as long as nothing is put meanwhile. A
   * narrow filter still fills the page.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when the query has no terms, asks for what the index can't do, or `after` isn't
   *   what a page gave
   */
  search(query: MomentQuery): Promise<MomentPage>;
}
