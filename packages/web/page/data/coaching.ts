import type { components } from '@earshot/client';

/** What coaching makes of one call. */
export type CallCoaching = components['schemas']['CallCoaching'];
export type Metric = CallCoaching['metrics'][number];
