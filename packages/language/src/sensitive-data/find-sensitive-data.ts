import type { SensitiveDataFinding } from '@earshot/core';
import type { SaidSegment } from '../understanding.js';
import { addressSpans } from './addresses.js';
import { dateSpans } from './dates.js';
import { ibanSpans } from './ibans.js';
import { nameSpans } from './names.js';
import { numberSpans } from './numbers.js';
import { onlineSpans } from './online.js';
import { partedCardSpans } from './parted-cards.js';
import { patternSpans } from './patterns.js';
import { repeatable, repeatSpans } from './repeats.js';
import { secretSpans } from './secrets.js';
import { findingsOf, type Span, type Speech, speechesOf } from './speech.js';

type Detector = (speech: Speech) => readonly Span[];

const DETECTORS = [onlineSpans, secretSpans, dateSpans, addressSpans, ibanSpans, numberSpans, nameSpans];

/** The spans without those that lie inside of another. */
function outermost(spans: readonly Span[]): Span[] {
  let reached = 0;
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ end }) => {
      const outer = end > reached;
      reached = Math.max(reached, end);
      return outer;
    });
}

/**
 * Personal data in what was said, in the order in which it was said: names, addresses, cards, accounts, telephone
 * numbers, e-mail, secrets; written or spoken digit by digit, also over several segments of one speaker, each of which
 * then has a finding of its own. Types are Amazon Comprehend's, and `ACCOUNT_NUMBER` for numbers of members and customers.
 * Dates of birth are `DATE_TIME`. What is nobody's secret stays: amounts, dates, orders, policies, the last digits of a
 * card, products, companies.
 */
export function findSensitiveData(segments: readonly SaidSegment[]): SensitiveDataFinding[] {
  return findWith(DETECTORS, segments);
}

/** Like {@link findSensitiveData}, but in any language: only {@link patternSpans}, and what is said of them again. */
export function findByPattern(segments: readonly SaidSegment[]): SensitiveDataFinding[] {
  return findWith([patternSpans], segments);
}

function findWith(detectors: readonly Detector[], segments: readonly SaidSegment[]): SensitiveDataFinding[] {
  const speeches = speechesOf(segments);
  const parted = partedCardSpans(speeches);
  const found = speeches.map((speech, nth) => ({
    speech,
    spans: [...(parted[nth] ?? []), ...detectors.flatMap((detect) => detect(speech))],
  }));
  const known = repeatable(
    found.flatMap(({ speech, spans }) =>
      spans.map(({ entityType, start, end }) => ({ entityType, text: speech.text.slice(start, end) })),
    ),
  );
  const findings = found.flatMap(({ speech, spans }) =>
    outermost([...spans, ...repeatSpans(speech.text, known)]).flatMap((span) => findingsOf(speech, span, segments)),
  );
  return findings.toSorted(
    (a, b) => (a.segmentIndex ?? 0) - (b.segmentIndex ?? 0) || (a.startCharacter ?? 0) - (b.startCharacter ?? 0),
  );
}
