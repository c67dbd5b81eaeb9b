import type { CommandRoute } from '../serving/command-routes.js';
import type { ReadingRoute } from '../serving/reading-routes.js';
import { ANALYTICS_DESCRIPTIONS } from './analytics-descriptions.js';
import { CALL_DESCRIPTIONS } from './call-descriptions.js';
import type { Description, DocumentRoute } from './description.js';
import { serviceDescriptions } from './service-descriptions.js';

type RouteName = ReadingRoute | CommandRoute | 'GET /health' | DocumentRoute;

/** What is said of each route, in the order of the documents. */
export function descriptions(version: string): Readonly<Record<RouteName, Description>> {
  return { ...ANALYTICS_DESCRIPTIONS, ...CALL_DESCRIPTIONS, ...serviceDescriptions(version) };
}
