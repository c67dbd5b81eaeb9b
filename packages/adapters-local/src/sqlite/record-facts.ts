import type { DatabaseSync } from 'node:sqlite';
import { type CallOverview, foldCase, partiesOf, rankOf } from '@earshot/core';

/** What a call is found by, besides its state and time. */
export type LabelKind = 'category' | 'topic' | 'agent' | 'customer' | 'sentiment';
export type Label = readonly [kind: LabelKind, name: string];

/** A filter's names, as {@link labelsOf} has them: the narrower first, as a rule. */
export function labelsWanted(filter: { readonly [Kind in LabelKind]?: string | undefined }): Label[] {
  const kinds = ['customer', 'agent', 'topic', 'category', 'sentiment'] as const;
  return kinds.flatMap((kind): Label[] => {
    const name = filter[kind];
    return name === undefined ? [] : [[kind, foldCase(name)]];
  });
}

/** What a call is found by, each once. */
export function labelsOf(call: CallOverview): Label[] {
  const { analysis, sentiment } = call;
  const named: readonly (readonly [LabelKind, readonly string[]])[] = [
    ['category', analysis?.categories ?? []],
    ['topic', analysis?.topics ?? []],
    ...partyLabels(call),
    ['sentiment', sentiment === undefined ? [] : [sentiment.label]],
  ];
  return named.flatMap(([kind, names]) => [...new Set(names.map(foldCase))].map((name): Label => [kind, name]));
}

function partyLabels(call: CallOverview) {
  return Object.entries(partiesOf(call)).map(([role, name]) => [role as 'agent' | 'customer', [name]] as const);
}

/** The row of `call_fact`, from `duration_ms` on, without `oldest`. */
export function factsOf(call: Pick<CallOverview, 'recordedAt' | 'sentiment' | 'analysis'>) {
  const durationMs = call.analysis?.mediaFacts?.durationMs ?? null;
  return [durationMs, rankOf(call, 'longest'), rankOf(call, 'shortest'), rankOf(call, 'most-negative')] as const;
}

/** What a call has whose overview says nothing. */
const NOTHING = { recordedAt: { ms: 0, source: 'transport' } } as const;

/** Provides the functions that the schema's steps call. */
export function provideFacts(database: DatabaseSync): void {
  const read = <T>(json: unknown, of: (call: CallOverview) => T, otherwise: T): string => {
    try {
      return JSON.stringify(of(JSON.parse(String(json))));
    } catch {
      return JSON.stringify(otherwise);
    }
  };
  database.function('earshot_fold', (name) => foldCase(String(name)));
  database.function('earshot_labels', (json) => read(json, labelsOf, []));
  database.function('earshot_facts', (json) => read(json, factsOf, factsOf(NOTHING)));
}
