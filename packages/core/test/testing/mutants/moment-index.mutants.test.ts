import { MemoryMomentIndex } from '@earshot/adapters-memory';
import {
  type CallHash,
  MAX_MOMENTS,
  type Moment,
  type MomentHit,
  type MomentIndex,
  type MomentPage,
  type MomentQuery,
  type MomentsOfCall,
  type SearchTerms,
} from '@earshot/core';
import { momentIndexContract } from '@earshot/core/testing';
import { aside, describeMutants, withChanges } from './describe-mutants.js';

const capabilities = new MemoryMomentIndex().capabilities;

function mutant(change: (real: MomentIndex) => Partial<MomentIndex>): () => MomentIndex {
  return () => withChanges<MomentIndex>(new MemoryMomentIndex(), change);
}

/** Keeps other moments than those given. */
const putting = (change: (call: MomentsOfCall) => MomentsOfCall) =>
  mutant((real) => ({ put: (call) => real.put(change(call)) }));

/** Searches for something else. */
const asking = (change: (query: MomentQuery) => MomentQuery) =>
  mutant((real) => ({ search: (query) => real.search(change(query)) }));

const askingFor = (change: (terms: SearchTerms, query: MomentQuery) => SearchTerms) =>
  asking((query) => ({ ...query, terms: change(query.terms, query) }));

/** Answers something else. */
const answering = (change: (page: MomentPage, query: MomentQuery) => MomentPage) =>
  mutant((real) => ({ search: async (query) => change(await real.search(query), query) }));

const withHits = (change: (hit: MomentHit) => MomentHit) =>
  answering((page) => ({ ...page, hits: page.hits.map(change) }));

const withMoments = (change: (moment: Moment) => Moment) =>
  putting((call) => ({ ...call, moments: call.moments.map(change) }));

/** Puts a call as if it were of another revision. */
const puttingAs = (change: (call: MomentsOfCall, kept: { revision: number } | undefined) => Partial<MomentsOfCall>) =>
  mutant((real) => ({ put: async (call) => real.put({ ...call, ...change(call, await real.revisionOf(call.hash)) }) }));

/** Reads what is kept, lets others go first, and puts whatever they did. */
const unguarded = mutant((real) => ({
  put: async (call) => {
    const kept = await real.revisionOf(call.hash);
    if (kept !== undefined && kept.revision > call.revision) return 'outdated';
    for (let later = 4; later > call.revision; later--) await aside();
    await real.delete(call.hash);
    return real.put(call);
  },
}));

/** Adds the moments of each put to those before. */
function adding(isLeft: (kept: Moment, given: MomentsOfCall) => boolean): () => MomentIndex {
  return mutant((real) => {
    const kept = new Map<CallHash, readonly Moment[]>();
    return {
      put: (call) => {
        const left = (kept.get(call.hash) ?? []).filter((moment) => isLeft(moment, call));
        const moments = [...call.moments, ...left];
        kept.set(call.hash, moments);
        return real.put({ ...call, moments: moments.map((moment, index) => ({ ...moment, index })) });
      },
    };
  });
}

const shared = new MemoryMomentIndex();

describeMutants<MomentIndex>('momentIndexContract', {
  contract: (create) => momentIndexContract(create, { capabilities, dimensions: 64, numRuns: 60 }),
  correct: () => new MemoryMomentIndex(),
  mutants: {
    'two indexes know nothing of each other': () => shared,
    'a moment is found as it was put, with its call, by every process': withMoments(
      ({ language: _, ...moment }) => moment,
    ),
    'odd names and long texts are kept as they are': putting((call) => ({
      ...call,
      categories: call.categories.map((category) => category.normalize('NFC')),
    })),
    [`a call of ${MAX_MOMENTS} moments is kept whole`]: putting((call) => ({
      ...call,
      moments: call.moments.slice(0, 499),
    })),
    'changing what was passed in or given out changes nothing that is kept': mutant((real) => {
      const passed = new Map<CallHash, MomentsOfCall>();
      return {
        put: (call) => {
          passed.set(call.hash, call);
          return real.put(call);
        },
        search: async (query) => {
          const page = await real.search(query);
          const momentOf = ({ hash, moment }: MomentHit) => passed.get(hash)?.moments[moment.index] ?? moment;
          return { ...page, hits: page.hits.map((hit) => ({ ...hit, moment: momentOf(hit) })) };
        },
      };
    }),
    'a call without moments keeps its revision, and is not found': mutant((real) => ({
      put: async (call) => {
        const answer = await real.put(call);
        if (call.moments.length === 0) await real.delete(call.hash);
        return answer;
      },
    })),
    'what is put twice is there once': adding(() => true),
    'the same revision replaces what is kept: rules may have changed': mutant((real) => ({
      put: async (call) =>
        (await real.revisionOf(call.hash))?.revision === call.revision ? 'indexed' : real.put(call),
    })),
    'moments without vectors take the place of none that have them, unless something else changed': mutant((real) => ({
      put: async (call) => {
        if (call.vectors === undefined) await real.delete(call.hash);
        return real.put(call);
      },
    })),
    'a shorter revision leaves no old moments': adding(({ index }, { moments }) => index >= moments.length),
    'an older revision changes nothing, in any order': puttingAs(({ revision }, kept) => ({
      revision: Math.max(revision, kept?.revision ?? 0),
    })),
    'of revisions that are put at the same time, the newest remains whole': unguarded,
    'of a call that was erased and came back, the later record counts': puttingAs(() => ({ recordCreatedAtMs: 0 })),
    'revisionOf answers from which state and by which rules and model the moments are': mutant((real) => ({
      revisionOf: async (hash) => {
        const { model: _, ...kept } = (await real.revisionOf(hash)) ?? {};
        return 'rules' in kept ? (kept as Awaited<ReturnType<MomentIndex['revisionOf']>>) : undefined;
      },
    })),
    'after a delete nothing is found, and it may be repeated': mutant((real) => ({
      delete: async (hash) => {
        const kept = await real.revisionOf(hash);
        const count = await real.delete(hash);
        if (kept) await real.put({ ...kept, hash, moments: [] } as unknown as MomentsOfCall);
        return count;
      },
    })),
    'a delete leaves the other calls alone': mutant((real) => {
      const hashes = new Set<CallHash>();
      return {
        put: (call) => {
          hashes.add(call.hash);
          return real.put(call);
        },
        delete: async (hash) => {
          const alike = [...hashes].filter((each) => each.endsWith(hash.slice(-1)));
          return Math.max(0, ...(await Promise.all(alike.map((each) => real.delete(each)))));
        },
      };
    }),
    'of a delete and a put at the same time, all of the call is left or nothing': mutant((real) => ({
      put: async (call) => {
        await real.put({ ...call, moments: call.moments.slice(0, 1) });
        await aside();
        return (await real.revisionOf(call.hash)) === undefined
          ? real.put({ ...call, moments: call.moments.slice(1) })
          : real.put(call);
      },
    })),

    'the words of any moment find it': askingFor(({ words, ...terms }) => ({
      ...terms,
      words: words.map((word) => word.replace(/[^a-z0-9]/g, '') || 'nothing'),
    })),
    'words are found in any letter case, with any diacritics and endings': answering((page, { terms }) => ({
      ...page,
      hits: page.hits.filter(({ moment }) => terms.words.every((word) => moment.text.includes(word))),
    })),
    'a moment with a rare word of the query is among the first': asking((query) => ({
      ...query,
      by: query.by === 'both' ? 'meaning' : query.by,
    })),
    'a moment that has only the usual words of a query is not found by words': mutant((real) => ({
      search: async (query) => {
        const pages = await Promise.all(
          query.terms.words.map((word) => real.search({ ...query, terms: { ...query.terms, words: [word] } })),
        );
        return { hits: pages.flatMap(({ hits }) => hits) };
      },
    })),
    'a moment that has all words of a query is before those that have some': answering((page) => ({
      ...page,
      hits: page.hits.toSorted((a, b) => a.moment.text.length - b.moment.text.length),
    })),
    'a query without terms is refused': mutant((real) => ({
      search: async (query) => (query.terms.words.length === 0 ? { hits: [] } : real.search(query)),
    })),
    'every hit has the phrases of the query, however it is found': askingFor(({ phrases, words, ...terms }, { by }) =>
      by === 'words' ? { ...terms, words, phrases } : { ...terms, words: [...words, ...phrases.flat()], phrases: [] },
    ),
    'every hit has the prefixes of the query, or a query that has one is refused': askingFor(
      ({ prefixes, words, ...terms }) => ({ ...terms, words: [...words, ...prefixes], prefixes: [] }),
    ),
    'no hit has what the query excludes, however it is found': askingFor(({ excluded, ...terms }, { by }) => ({
      ...terms,
      excluded: by === 'words' ? excluded : [],
    })),

    'what means the same is found by meaning, the nearest first': answering((page) => ({
      ...page,
      hits: page.hits.toReversed(),
    })),
    'what is farther than asked for is not found by meaning': asking(({ vector, ...query }) => ({
      ...query,
      vector: vector && { ...vector, least: 0 },
    })),
    'vectors of another model are never compared': mutant((real) => ({
      put: (call) => real.put({ ...call, ...(call.vectors && { vectors: { ...call.vectors, model: 'sample' } }) }),
    })),
    'a moment without a vector is found by words only': putting((call) => ({
      ...call,
      ...(call.vectors && {
        vectors: { ...call.vectors, vectors: call.vectors.vectors.map((vector) => vector ?? call.vectors?.vectors[1]) },
      }),
    })),
    'each hit says what led to it, and how good it is': withHits((hit) => ({ ...hit, matched: ['words'] })),
    'each way finds only what it is to find by': asking((query) => ({ ...query, by: 'both' })),
    'later vectors of a call replace the earlier ones': mutant((real) => {
      const vectors = new Map<CallHash, MomentsOfCall['vectors']>();
      return {
        put: (call) => {
          if (call.vectors !== undefined) vectors.set(call.hash, call.vectors);
          return real.put({ ...call, vectors: vectors.get(call.hash) });
        },
      };
    }),

    'filters pass exactly what they name, whatever led to it': asking(({ filter, ...query }) => ({
      ...query,
      filter: { ...filter, agentName: filter.agentName?.toLowerCase() },
    })),
    'a narrow filter still fills the page': mutant((real) => ({
      search: async (query) => {
        const { hits } = await real.search({ ...query, filter: {}, limit: 100 });
        const { hits: right } = await real.search(query);
        return { hits: right.filter((hit) => hits.some(({ hash }) => hash === hit.hash)) };
      },
    })),
    'the index declares what it can do': () =>
      withChanges<MomentIndex>(new MemoryMomentIndex(), () => ({ capabilities: { ...capabilities, pagedHits: 1 } })),
    'pages have at most as many hits as asked for, and together each hit once': mutant((real) => ({
      search: async (query) => {
        const page = await real.search({ ...query, limit: query.limit + 1 });
        return { ...page, hits: page.hits.slice(0, query.limit) };
      },
    })),
    'pages go as deep as the index declares': answering((page) => ({
      ...page,
      next: Number(page.next?.split(':')[0]) < 500 ? page.next : undefined,
    })),
    'on request, moments of the same call follow each other, the call with the best one first': answering(
      (page, { isByCall }) => ({
        ...page,
        hits: isByCall ? page.hits.toSorted((a, b) => a.hash.localeCompare(b.hash)) : page.hits,
      }),
    ),
    'pages say how many moments are found by words and in how many calls, where that is declared': answering(
      ({ counted, ...page }) => ({ ...page, counted: counted && { ...counted, moments: page.hits.length } }),
    ),
    'what no page gave is refused': asking(({ after, ...query }) => ({
      ...query,
      after: after !== undefined && /^[1-9]\d*:/.test(after) ? after : undefined,
    })),
    'a filter that names nothing finds nothing': asking(({ filter, ...query }) => ({
      ...query,
      filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '')),
    })),
  },
});
