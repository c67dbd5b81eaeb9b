import type { Finding } from '@earshot/core';
import { isNamed } from './foreign-language.js';
import { maskedTexts } from './masked-quotes.js';
import { findByPattern } from './sensitive-data/find-sensitive-data.js';
import type { CopyUnderstanding, SaidSegment, Understanding } from './understanding.js';

/** The kind of the finding that says why a call was not understood. */
export const NOT_UNDERSTOOD = 'understanding';

/** What calls whose words can't be understood are: in which language, or why not. */
export interface Incomprehension {
  /** An analyzer's name for it; `und` or empty when there is none. */
  readonly language: string;
  readonly notUnderstoodReason?: string | undefined;
}

/** All that there is to know of a call whose words can't be understood: personal data that its form gives away. */
export function onlyPersonalData(segments: readonly SaidSegment[], why: Incomprehension): Understanding {
  const sensitiveData = findByPattern(segments);
  const copyOf = (texts: readonly string[]): CopyUnderstanding => ({
    texts,
    summary: undefined,
    categories: [],
    topics: [],
    sentiments: segments.map(() => undefined),
    sensitiveData,
    findings: [notUnderstood(why)],
  });
  return { original: copyOf(segments.map(({ text }) => text)), redacted: copyOf(maskedTexts(segments, sensitiveData)) };
}

const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `Spanish (es)`; what is no tag is a name already. */
function spelledOut(language: string): string {
  const name = /^[a-z]{2,3}(?:-\w{2,8})*$/i.test(language) ? NAMES.of(language) : undefined;
  return name === undefined ? language : `${name} (${language})`;
}

function notUnderstood({ language, notUnderstoodReason }: Incomprehension): Finding {
  const found = isNamed(language) ? spelledOut(language) : 'another language';
  const reason =
    notUnderstoodReason === undefined
      ? `Only calls in English can be understood; this one is in ${found}.`
      : `What was said could not be understood: ${notUnderstoodReason}.`;
  return {
    kind: NOT_UNDERSTOOD,
    basis: 'unavailable',
    evidence: [],
    explanation: `${reason} Of personal data, only card numbers, telephone numbers, e-mail addresses, IBANs and dates are found.`,
  };
}
