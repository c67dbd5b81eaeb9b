import { QueryVectorsCommand, type QueryVectorsCommandOutput, type S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { EarshotError, type MomentFilter, type MomentQuery, type SearchTerms, stemOf } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { readStored } from '../dynamodb/item.js';
import { facetOf, MomentMetadata, placeholder, type ShownMoment, termOf } from './moment-vectors.js';
import { type Candidate, inWordOrder, isExcluded, type QueryStem } from './word-order.js';

/** How many moments are looked at for each word, and by meaning. The service gives up to 10,000. */
export const DEPTH = 200;
/** A query of more words is searched by the longest of them. */
const MAX_STEMS = 12;

/** A moment that a query found. */
export interface Found extends Omit<Candidate, 'foundBy'> {
  readonly generation: string;
  readonly shown: ShownMoment;
  readonly distance: number;
}

/** What {@link MomentQueries} asks. */
export interface MomentQueriesOptions {
  readonly client: Pick<S3VectorsClient, 'send'>;
  readonly vectorBucketName: string;
  readonly indexName: string;
  readonly dimensions: number;
}

/** Finds moments in a vector index, whether or not they still count. */
export class MomentQueries {
  readonly #options: MomentQueriesOptions;

  constructor(options: MomentQueriesOptions) {
    this.#options = options;
  }

  /**
   * The moments found by words, and those found by meaning, each with the best first.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when the query asks for what a vector index can't do
   */
  async find(query: MomentQuery): Promise<{ readonly words: readonly Found[]; readonly meaning: readonly Found[] }> {
    checkTerms(query.terms);
    const filters = filtersOf(query.filter);
    const [words, meaning] = await Promise.all([
      query.by === 'meaning' ? [] : this.#byWords(query, filters),
      query.by === 'words' ? [] : this.#byMeaning(query, filters),
    ]);
    return { words, meaning };
  }

  async #byMeaning({ vector, terms }: MomentQuery, filters: readonly object[]): Promise<Found[]> {
    if (vector === undefined || vector.values.length !== this.#options.dimensions) return [];
    const must = terms.phrases.flat().map((word) => termFilter(stemOf(word)));
    const found = await this.#nearest([...filters, { model: { $eq: vector.model } }, ...must], [...vector.values]);
    const least = vector.least ?? 0;
    return found.filter(({ distance, text }) => 1 - distance >= least && !isExcluded(text, terms));
  }

  /** One query for each word finds all moments that have it, if it is rare; one for all of them those that have them all. */
  async #byWords({ vector, terms }: MomentQuery, filters: readonly object[]): Promise<Found[]> {
    const near =
      vector?.values.length === this.#options.dimensions ? [...vector.values] : placeholder(this.#options.dimensions);
    const stems = stemsOf(terms);
    const search = (some: readonly string[]) => this.#nearest([...filters, ...some.map(termFilter)], near);
    const [together, ...single] = await Promise.all([
      stems.length > 1 ? search(stems) : [],
      ...stems.map((stem) => search([stem])),
    ]);
    const known = stems.map((stem, at): QueryStem => {
      return { stem, having: new Set(single[at]?.map(({ key }) => key)).size };
    });
    const candidates = new Map<string, Found & { readonly foundBy: Set<string> }>();
    for (const [at, found] of [together, ...single].entries()) {
      for (const one of found) {
        const candidate = candidates.get(one.key) ?? { ...one, foundBy: new Set() };
        for (const stem of at === 0 ? stems : stems.slice(at - 1, at)) candidate.foundBy.add(stem);
        candidates.set(one.key, candidate);
      }
    }
    const admitted = [...candidates.values()].filter(({ text }) => !isExcluded(text, terms));
    return inWordOrder(admitted, terms, known);
  }

  /** The nearest vectors that pass all filters. */
  async #nearest(filters: readonly object[], float32: number[]): Promise<Found[]> {
    const { client, vectorBucketName, indexName } = this.#options;
    const input = {
      vectorBucketName,
      indexName,
      topK: DEPTH,
      queryVector: { float32 },
      filter: { $and: [...filters] } as never,
      returnMetadata: true,
      returnDistance: true,
    };
    const found: Found[] = [];
    let nextToken: string | undefined;
    do {
      const page = new QueryVectorsCommand({ ...input, nextToken });
      const answer: QueryVectorsCommandOutput = await client.send(page).catch((error: unknown) => {
        throw toEarshotError(error, 'S3Vectors.QueryVectors');
      });
      found.push(...(answer.vectors ?? []).map(foundFrom));
      nextToken = answer.nextToken;
    } while (nextToken !== undefined);
    return found;
  }
}

function foundFrom({
  key = '',
  distance = 1,
  metadata,
}: NonNullable<QueryVectorsCommandOutput['vectors']>[number]): Found {
  const { moment: shown } = readStored(MomentMetadata, metadata, 'a vector of S3 Vectors');
  const generation = key.split('#')[1] ?? '';
  const { text, index } = shown.moment;
  return { key: `${shown.hash}#${generation}#${index}`, generation, text, shown, distance };
}

function filtersOf({ fromMs, toMs, category, agentName, speaker, hash }: MomentFilter): object[] {
  return [
    ...(fromMs === undefined ? [] : [{ recordedAtMs: { $gte: fromMs } }]),
    ...(toMs === undefined ? [] : [{ recordedAtMs: { $lt: toMs } }]),
    ...(category === undefined ? [] : [{ categories: { $eq: facetOf(category) } }]),
    ...(agentName === undefined ? [] : [{ agent: { $eq: facetOf(agentName) } }]),
    ...(speaker === undefined ? [] : [{ speakers: { $eq: facetOf(speaker) } }]),
    ...(hash === undefined ? [] : [{ hash: { $eq: hash } }]),
  ];
}

function termFilter(stem: string): object {
  return { terms: { $eq: termOf(stem) } };
}

function stemsOf({ words, phrases }: SearchTerms): string[] {
  const stems = [...new Set([...phrases.flat(), ...words].map(stemOf))];
  return stems.length <= MAX_STEMS ? stems : stems.toSorted((a, b) => b.length - a.length).slice(0, MAX_STEMS);
}

function checkTerms({ words, phrases, prefixes }: SearchTerms): void {
  if (prefixes.length > 0) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', 'this index finds only whole words, not prefixes', {
      details: { field: 'q', found: `${prefixes[0]}*`, expected: 'words and phrases' },
    });
  }
  if (words.length + phrases.length > 0) return;
  throw new EarshotError('EARSHOT_INVALID_INPUT', 'the query has no words', {
    details: { field: 'q', expected: 'at least one word' },
  });
}
