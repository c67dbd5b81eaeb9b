import type { Insight, InsightId } from './insight.js';

/** What people have made of an insight so far. */
export const INSIGHT_STATUSES = ['pending', 'acknowledged', 'completed', 'dismissed'] as const;
export type InsightStatus = (typeof INSIGHT_STATUSES)[number];

export interface Decision {
  readonly status: InsightStatus;
  /** Epoch ms. */
  readonly atMs: number;
  readonly actor: string;
}

export interface Comment {
  readonly text: string;
  /** Epoch ms. */
  readonly atMs: number;
  readonly actor: string;
}

/** An insight with what people made of it. */
export interface KeptInsight extends Insight {
  /** That of the last decision, else the initial one. */
  readonly status: InsightStatus;
  /** Oldest first, like the comments. */
  readonly decisions: readonly Decision[];
  readonly comments: readonly Comment[];
  /** When somebody last decided or commented, else when it was created; epoch ms. */
  readonly updatedAtMs: number;
  /** 1 when first kept, one more at each change. */
  readonly version: number;
}

/** How a repository keeps an insight: {@link keptInsight} gives it out. */
export interface StoredInsight {
  readonly insight: Insight;
  /** Whether the record gives it now. Others are only kept for what people said about them. */
  readonly isGiven: boolean;
  readonly decisions: readonly Decision[];
  readonly comments: readonly Comment[];
  readonly version: number;
}

/** A decision, a comment, or both. */
export interface InsightChange {
  readonly decision?: Decision | undefined;
  readonly comment?: Comment | undefined;
}

/** What {@link replacement} comes to: insights that are there now and weren't, that say something else, and so on. */
export interface ReplaceCounts {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/** What to write in order to keep other insights of a call. */
export interface Replacement {
  readonly put: readonly StoredInsight[];
  readonly remove: readonly InsightId[];
  readonly counts: ReplaceCounts;
}

/** A stored insight as repositories give it out. */
export function keptInsight({ insight, decisions, comments, version }: StoredInsight): KeptInsight {
  const times = [...decisions, ...comments].map(({ atMs }) => atMs);
  return {
    ...insight,
    status: decisions.at(-1)?.status ?? insight.initialStatus,
    decisions,
    comments,
    updatedAtMs: times.length === 0 ? insight.createdAtMs : Math.max(...times),
    version,
  };
}

/**
 * What has to change when the insights of a call are `given`, and these are `stored`. One that is given no longer goes, unless a
 * person decided or commented: then it is kept aside, and comes back with that.
 */
export function replacement(stored: readonly StoredInsight[], given: readonly Insight[]): Replacement {
  const before = new Map(stored.map((kept) => [kept.insight.id, kept]));
  const now = new Map(given.map((insight) => [insight.id, insight]));
  const put: StoredInsight[] = [];
  const remove: InsightId[] = [];
  const counts = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  for (const insight of now.values()) {
    const kept = before.get(insight.id);
    const isSame = kept?.isGiven === true && JSON.stringify(kept.insight) === JSON.stringify(insight);
    counts[isSame ? 'unchanged' : kept?.isGiven ? 'changed' : 'added']++;
    if (isSame) continue;
    const { decisions = [], comments = [], version = 0 } = kept ?? {};
    put.push({ insight, isGiven: true, decisions, comments, version: version + 1 });
  }
  for (const [id, kept] of before) {
    if (now.has(id) || !kept.isGiven) continue;
    counts.withdrawn++;
    if (kept.decisions.length + kept.comments.length === 0) remove.push(id);
    else put.push({ ...kept, isGiven: false, version: kept.version + 1 });
  }
  return { put, remove, counts };
}

/** A stored insight after a person's decision or comment. */
export function withChange(stored: StoredInsight, { decision, comment }: InsightChange): StoredInsight {
  return {
    ...stored,
    decisions: decision === undefined ? stored.decisions : [...stored.decisions, decision],
    comments: comment === undefined ? stored.comments : [...stored.comments, comment],
    version: stored.version + 1,
  };
}
