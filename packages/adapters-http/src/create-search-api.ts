import type { SearchMoments } from '@earshot/core';
import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { type SearchedApp, searchRoutes } from './serving/search-routes.js';

/**
 * The part of the HTTP API that searches, for a function of its own.
 * @param app its `readCall` finds the call that a search is limited to
 */
export function createSearchApi(
  app: SearchedApp,
  searchMoments: Pick<SearchMoments, 'execute'>,
  settings: ReadingApiSettings = {},
): Api {
  const all = settled(settings);
  return apiOf({ ...searchRoutes(app, searchMoments, all.version), ...healthRoute(all) }, all);
}
