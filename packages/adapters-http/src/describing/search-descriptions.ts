import { FoundMomentsItem } from '../serving/search-responses.js';
import type { SearchRoute } from '../serving/search-routes.js';
import { SEARCH_QUERY } from './described-parameters.js';
import { BACKEND_PROBLEMS, type Description, NOT_MODIFIED } from './description.js';
import { EXAMPLE_MOMENTS } from './search-examples.js';

/** Descriptions of the routes that search. */
export const SEARCH_DESCRIPTIONS: Readonly<Record<SearchRoute, Description>> = {
  'GET /search': {
    operationId: 'searchMoments',
    tag: 'Analytics',
    summary: 'Find moments in all calls, by words and by meaning',
    description:
      'Lists the best moments first: speech, summaries, and texts on screen. Calls that were not understood are never found. Moments in unsupported languages are found only by their words, and have `words_only`.',
    inQuery: SEARCH_QUERY,
    responses: {
      200: { description: 'Moments.', schema: FoundMomentsItem, example: EXAMPLE_MOMENTS, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'q', message: 'expected a word, a "phrase" or a prefix*' },
    exampleTarget: '/search?q=wants+her+money+back&category=Billing',
  },
};
