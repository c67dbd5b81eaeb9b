import type { AnalyticsItem } from './analytics-item.js';
import { clockTime } from './times.js';

/** The sentiment of a call for people, such as `negative (-0.42)`; scores go from -1 to 1. */
export function sentimentText({ sentiment }: Pick<AnalyticsItem, 'sentiment'>): string | undefined {
  if (sentiment === undefined) return undefined;
  const { label, score } = sentiment;
  return score === undefined ? label : `${label} (${score.toFixed(2)})`;
}

/** A line for each custom field of a call: its name, and its value as text or as JSON. */
export function customFieldLines({ custom_fields: fields = {} }: Pick<AnalyticsItem, 'custom_fields'>): string[] {
  return Object.entries(fields).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}

/** A line for each kind of sensitive data in a call: the kind and the places where it was found, never what was found. */
export function sensitiveDataLines({ sensitive_data: found = [] }: Pick<AnalyticsItem, 'sensitive_data'>): string[] {
  const places = new Map<string, Set<string>>();
  for (const find of found)
    places.set(find.entity_type, (places.get(find.entity_type) ?? new Set()).add(placeOf(find)));
  return [...places].map(([kind, where]) => `${kind}: ${[...where].join(', ')}`);
}

function placeOf(find: NonNullable<AnalyticsItem['sensitive_data']>[number]): string {
  const { start_ms: start, segment_index: segment, topic_index: topic, field, found_in: text } = find;
  if (start !== undefined) return clockTime(start);
  if (segment !== undefined) return `segment ${segment + 1}`;
  if (topic !== undefined) return `topic ${topic + 1}`;
  return field ?? text?.replaceAll('_', ' ') ?? 'somewhere in the call';
}
