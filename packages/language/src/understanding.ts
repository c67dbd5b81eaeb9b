import type { Finding, SensitiveDataFinding, Sentiment } from '@earshot/core';

/** Who says something: a number from 0, or a label such as `spk_0`. */
export type Speaker = string | number;

/**
 * What {@link understand} reads of a segment. Segments of core's `Transcript` are of this type; those of a call are in the
 * order in which they begin.
 */
export interface SaidSegment {
  readonly text: string;
  /** From the start of the recording, as is `endMs`. */
  readonly startMs: number;
  readonly endMs: number;
  /** Absent where the transcript doesn't say. */
  readonly speaker?: Speaker | undefined;
  /** `false` when its words can't be relied on. */
  readonly understood?: boolean | undefined;
}

/** One copy of a call: the original, or the redacted one, in which personal data is masked. */
export interface CopyUnderstanding {
  /** Each segment's text. The redacted copy has `[ENTITY_TYPE]` in place of personal data, such as `[PHONE]`. */
  readonly texts: readonly string[];
  /**
   * Who called and why, what was done, and what comes next, in at most three sentences in the third person; `undefined` when
   * none of it is known. Every word was said in the evidence of `caller`, `reason`, `resolution` or `next_step`, but for those
   * that tell it in the third person.
   */
  readonly summary: string | undefined;
  /** Some of {@link CALL_CATEGORIES}, best first; at least one when anybody speaks. */
  readonly categories: readonly string[];
  /** What the call is about, most important first, lower case. */
  readonly topics: readonly string[];
  /** One per segment; `undefined` for what was not understood. */
  readonly sentiments: readonly (Sentiment | undefined)[];
  /**
   * Where personal data is: its `entityType`, segment, characters, and the time at which it is said, in milliseconds,
   * estimated from the characters before it. Characters count in the original's texts, in both copies.
   */
  readonly sensitiveData: readonly SensitiveDataFinding[];
  /**
   * `agent`, `caller`, `reason`, `resolution` and `next_step`, one of each; a `category` and a `topic` for each of the above; a
   * `sentiment` of the call, then of each speaker. Evidence quotes {@link texts}. The value of `agent` is a
   * {@link SaidSegment.speaker}. What can't be told has the basis `unavailable`, and an explanation. Of a call that can't be
   * understood, only `understanding`, which is `unavailable` and says why.
   */
  readonly findings: readonly Finding[];
}

/** What is understood of a call, to keep next to the original transcript and next to a redacted one. */
export interface Understanding {
  readonly original: CopyUnderstanding;
  readonly redacted: CopyUnderstanding;
}
