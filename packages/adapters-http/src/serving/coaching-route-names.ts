/** The routes about coaching. Apart from what answers them, which some processes load on demand. */
export const COACHING_ROUTES = [
  'GET /coaching-analytics',
  'GET /calls/{hash}/coaching',
  'GET /insights/{id}',
  'PATCH /insights/{id}',
  'GET /agents',
  'GET /agents/{name}',
] as const;
export type CoachingRoute = (typeof COACHING_ROUTES)[number];
