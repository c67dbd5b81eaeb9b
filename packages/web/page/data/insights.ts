import type { components } from '@earshot/client';

/** What coaching found in a call, and what people decided about it. */
export type Insight = components['schemas']['Insight'];
export type InsightStatus = Insight['status'];

/** What the page calls an insight's status. */
export const STATUS_NAMES: Readonly<Record<InsightStatus, string>> = {
  pending: 'To do',
  acknowledged: 'Acknowledged',
  completed: 'Done',
  dismissed: 'Dismissed',
};

export const PRIORITY_NAMES: Readonly<Record<Insight['priority'], string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** The agent of a call in which nobody says who that is. */
export const UNKNOWN_AGENT = 'Unknown';
