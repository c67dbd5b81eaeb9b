import type { CallHash, CallId } from '../model/call.js';
import type { Moment, MomentsOfCall } from '../search/moment.js';
import type { SearchTerms } from '../search/search-terms.js';

/** How moments are found: by the words of the query, by what it means, or by both. */
export const SEARCH_WAYS = ['both', 'words', 'meaning'] as const;
export type SearchWay = (typeof SEARCH_WAYS)[number];

/** Which moments may be found. All that is given must hold. */
export interface MomentFilter {
  /** Recorded at this time or later, epoch ms. */
  readonly fromMs?: number | undefined;
  /** Recorded before this time, epoch ms. */
  readonly toMs?: number | undefined;
  /** One of the call's categories, exactly. */
  readonly category?: string | undefined;
  /** The agent's name, exactly. */
  readonly agentName?: string | undefined;
  /** The label or the role of who speaks, exactly. */
  readonly speaker?: string | undefined;
  readonly hash?: CallHash | undefined;
}

/** What to find. */
export interface MomentQuery {
  readonly terms: SearchTerms;
  /** What the query means; absent: it is found by words only. Vectors of another model are not compared with it. */
  readonly vector?: { readonly model: string; readonly values: Float32Array } | undefined;
  readonly by: SearchWay;
  readonly filter: MomentFilter;
  /** At most this many, 1–100. */
  readonly limit: number;
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
  /** What led to it. */
  readonly matched: readonly ('words' | 'meaning')[];
  /** Falls from hit to hit. Only comparable within one answer. */
  readonly score: number;
}

/** Some of the moments found, the best first. */
export interface MomentPage {
  readonly hits: readonly MomentHit[];
  /** Absent when nothing follows, or the index can't page deeper. */
  readonly next?: string | undefined;
  /** How many moments match by words, and in how many calls. Absent where the index can't count. */
  readonly counted?: { readonly moments: number; readonly calls: number } | undefined;
}

/** What an index can do beyond finding words and meanings. The contract suite tests what is declared. */
export interface MomentIndexCapabilities {
  /** Whether pages state how many moments match by words. */
  readonly counts: boolean;
  /** Whether `prefix*` is found; otherwise a query that has one is refused. */
  readonly prefix: boolean;
  /** Whether the words of a phrase must follow each other; otherwise each of them must be in the moment. */
  readonly phrase: boolean;
  /** How many hits can be paged through at least. */
  readonly pagedHits: number;
}

/** Which state of a record an index has moments of. */
export interface IndexedRevision {
  readonly recordCreatedAtMs: number;
  readonly revision: number;
  /** The model of the vectors; absent when there are none. */
  readonly model?: string | undefined;
}

/** Finds moments of calls by words and by meaning. */
export interface MomentIndex {
  readonly capabilities: MomentIndexCapabilities;

  /**
   * Keeps the moments of a call in place of those kept, if these aren't from a newer revision or a later record of the call:
   * then nothing changes. Of any number of concurrent calls, the newest revision remains, whole. One that failed may have had
   * part of its effect; repeated, it has all of it.
   */
  put(call: MomentsOfCall): Promise<'indexed' | 'outdated'>;

  /** Removes all moments of a call. Answers how many there were. Harmless when repeated. */
  delete(hash: CallHash): Promise<number>;

  /** What is kept of a call; `undefined` when nothing is. Sees every write that was answered. */
  revisionOf(hash: CallHash): Promise<IndexedRevision | undefined>;

  /**
   * The best moments first. A moment whose words are exactly those of the query is among the first, and so is one that has a
   * rare word of it. Iterating over the pages yields no moment twice. A narrow filter still fills the page.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when the index can't do what the query asks for, or `after` isn't from a page
   *   of this query
   */
  search(query: MomentQuery): Promise<MomentPage>;
}
