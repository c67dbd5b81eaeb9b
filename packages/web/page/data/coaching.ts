import type { components } from '@earshot/client';

export type CallCoaching = components['schemas']['CallCoaching'];
export type Metric = CallCoaching['metrics'][number];
