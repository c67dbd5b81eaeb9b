import type { Analysis } from '../model/analysis.js';
import type { Finding } from '../model/finding.js';
import type { Conversation } from './conversation.js';
import type { EvidenceSpan, Metric } from './metric.js';

/** A category or an issue of a call. */
export interface Item {
  readonly text: string;
  /** How often it was found, as far as that is known. */
  readonly instances?: number | undefined;
  readonly evidence: readonly EvidenceSpan[];
}

export interface Facts {
  readonly conversation: Conversation;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly categories: readonly Item[];
  readonly issues: readonly Item[];
}

export function factsOf(analysis: Analysis, conversation: Conversation, metrics: readonly Metric[]): Facts {
  const findings = analysis.findings ?? [];
  const segments = analysis.transcript?.segments ?? [];
  const itemOf = (text: string, finding: Finding | undefined): Item => {
    const places = new Set(finding?.evidence.map(({ segmentIndex }) => segmentIndex));
    const evidence = [...places].flatMap((segmentIndex): EvidenceSpan[] => {
      const { startMs, endMs } = segments[segmentIndex] ?? {};
      return startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs, segmentIndex }];
    });
    return { text, instances: finding?.count ?? (evidence.length || undefined), evidence };
  };
  const ofCategory = new Map(findings.filter(({ kind }) => kind === 'category').map((found) => [found.value, found]));
  return {
    conversation,
    metrics: new Map(metrics.map((metric) => [metric.name, metric])),
    // A category may be there because something was not said: that is found nowhere, and shows nothing of the call.
    categories: analysis.categories
      .map((name) => itemOf(name, ofCategory.get(name)))
      .filter(({ instances }) => instances !== 0),
    issues: findings
      .filter(({ kind, value }) => kind === 'issue' && value !== undefined)
      .map((finding) => itemOf(String(finding.value), finding)),
  };
}
