import type { Finding, SensitiveDataFinding, Sentiment } from '@earshot/core';

/** A segment as far as its language goes. */
export interface SaidSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** From 0. */
  readonly speaker: number;
}

/** What was understood of one copy of a call: of the original, or of the one whose sensitive data is masked. */
export interface CopyUnderstanding {
  /** Each segment's text; in the redacted copy sensitive data is replaced by `[ENTITY_TYPE]`. */
  readonly texts: readonly string[];
  /** Reason, resolution and next step in at most three sentences; `undefined` when none of them is known. */
  readonly summary: string | undefined;
  /** Some of {@link CALL_CATEGORIES}, best first; at least one when anybody speaks. */
  readonly categories: readonly string[];
  /** What the call is about, most important first, lower case. */
  readonly topics: readonly string[];
  /** One per segment. */
  readonly sentiments: readonly Sentiment[];
  /** Where sensitive data is. Positions are those in the original's texts. */
  readonly sensitiveData: readonly SensitiveDataFinding[];
  /** `agent`, `reason`, `resolution`, `next_step`, `category`, `topic`, `sentiment`, each with words of {@link texts}. */
  readonly findings: readonly Finding[];
}

/** What was understood of a call. */
export interface Understanding {
  readonly original: CopyUnderstanding;
  readonly redacted: CopyUnderstanding;
}
