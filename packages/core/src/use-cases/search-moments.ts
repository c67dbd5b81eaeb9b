import * as z from 'zod/mini';
import { AgentName } from '../coaching/agent-name.js';
import { EarshotError, isEarshotError } from '../errors.js';
import { parseMessage } from '../input/parse-input.js';
import { CallHash, EpochMs } from '../model/call.js';
import { NonEmpty } from '../model/primitives.js';
import type { Embedder } from '../ports/embedder.js';
import {
  type MomentHit,
  type MomentIndex,
  type MomentPage,
  SEARCH_WAYS,
  type SearchWay,
} from '../ports/moment-index.js';
import { MAX_QUERY_LENGTH, parseSearchText } from '../search/parse-search-text.js';
import { type Snippet, snippetOf } from '../search/snippet.js';
import { PageTokens } from './page-tokens.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './query-analytics.js';
import { understands } from './search-derivation.js';

/** What to find, the search mode, the page size and the start position. */
export const MomentsQuery = z.object({
  /** As `parseSearchText` reads it. */
  text: NonEmpty.check(z.maxLength(MAX_QUERY_LENGTH)),
  by: z._default(z.enum(SEARCH_WAYS), 'both'),
  /** Recorded at this time or later, epoch ms. */
  fromMs: z.optional(EpochMs),
  /** Recorded before this time, epoch ms. */
  toMs: z.optional(EpochMs),
  category: z.optional(NonEmpty),
  /** By its exact name. */
  agent: z.optional(AgentName),
  /** The label or the role of who speaks. */
  speaker: z.optional(NonEmpty),
  hash: z.optional(CallHash),
  /** `call`: moments of the same call follow each other. */
  groupBy: z.optional(z.enum(['call'])),
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
});
export type MomentsQuery = z.input<typeof MomentsQuery>;

/** A moment that was found, and what to show of it. */
export interface FoundMoment extends MomentHit {
  readonly snippet: Snippet;
  /** Whether it can be found by words only, since the embedder doesn't understand its language. */
  readonly isWordsOnly: boolean;
}

/** The best moments, and the token for the next ones. */
export interface FoundMoments {
  readonly hits: readonly FoundMoment[];
  readonly pageSize: number;
  /** Absent when nothing follows, or the index can't page deeper. */
  readonly nextToken?: string;
  readonly counted?: MomentPage['counted'];
  /** How it was searched: `words` in place of `both` where no embedder is composed or it is unavailable. */
  readonly by: SearchWay;
}

export interface SearchMomentsDeps {
  readonly index: Pick<MomentIndex, 'search'>;
  /** That of `SearchDerivation`. @defaultValue none: moments are found by words only */
  readonly embedder?: Embedder | undefined;
  /** As for `QueryAnalytics`. */
  readonly sign: (text: string) => string;
}

/** Finds moments of calls by words, by meaning, or by both. */
export class SearchMoments {
  readonly #deps: SearchMomentsDeps;
  readonly #tokens: PageTokens<string>;

  constructor(deps: SearchMomentsDeps) {
    this.#deps = deps;
    this.#tokens = new PageTokens({ sign: deps.sign, list: 'moments', textOf: safe, positionOf: read });
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, the text has nothing to find in it, or the token belongs to
   *   another query; `EARSHOT_NOT_SUPPORTED` and `EARSHOT_UNAVAILABLE` when it is to be found by meaning alone, and no embedder is
   *   composed or available; what the index throws
   */
  async execute(query: MomentsQuery): Promise<FoundMoments> {
    const { index, embedder } = this.#deps;
    const asked = parseMessage(MomentsQuery, query, 'query');
    const { pageSize, nextToken, ...filtered } = asked;
    const { text, by, groupBy, agent, fromMs, toMs, category, speaker, hash } = filtered;
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, filtered);
    const { terms, meaning } = parseSearchText(text);
    const vector = by === 'words' ? undefined : await this.#embed(meaning, by);
    const searchedBy = vector === undefined ? 'words' : by;
    const { hits, next, counted } = await index.search({
      terms,
      by: searchedBy,
      vector,
      filter: { fromMs, toMs, category, agentName: agent, speaker, hash },
      limit: pageSize,
      isByCall: groupBy === 'call',
      after,
    });
    return {
      hits: hits.map((hit) => ({
        ...hit,
        snippet: snippetOf(hit.moment.text, terms),
        isWordsOnly: embedder !== undefined && !understands(embedder, hit.moment.language),
      })),
      pageSize,
      by: searchedBy,
      ...(next !== undefined && { nextToken: this.#tokens.seal(next, filtered) }),
      ...(counted !== undefined && { counted }),
    };
  }

  /** `undefined` where moments can be found by words only. */
  async #embed(text: string, by: 'both' | 'meaning') {
    const { embedder } = this.#deps;
    if (embedder === undefined) {
      if (by === 'both') return undefined;
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'search by meaning requires an embedder: search by words', {
        details: { field: 'by', found: by, expected: 'words' },
      });
    }
    const { model, leastSimilarity: least } = embedder;
    try {
      const [values] = await embedder.embed([text], 'query');
      return values && { model, values, ...(least !== undefined && { least }) };
    } catch (error) {
      const isPassing = isEarshotError(error) && error.retryable;
      if (by === 'both' && isPassing) return undefined;
      throw error;
    }
  }
}

/** Any index's position in characters that need no escape in a URL. */
function safe(position: string): string {
  return position.replace(/[^\w-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function read(text: string): string {
  return text.replace(/~([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
