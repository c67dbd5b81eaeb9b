import { wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { each, number, requiredCount, requiredNumber, requiredText, text, texts } from '../../input/read-fields.js';
import { FINDING_BASES, type Finding, SENTIMENT_LABELS, type Sentiment } from '../../model/finding.js';

/*
 * What analyzers of our own wrote into standard output before Earshot had a format of its own, beyond what Bedrock Data
 * Automation does. Data folders still have such documents.
 */

/** The `sentiment` of a segment. */
export function readSentiment(raw: JsonObject): Sentiment {
  const score = requiredNumber(raw, 'score');
  if (score < -1 || score > 1) return wrong('score', 'a number from -1 to 1', raw['score']);
  return { label: oneOf(SENTIMENT_LABELS, raw, 'label'), score, words: texts(raw, 'words') ?? [] };
}

/** The `findings` of a call. Evidence in a segment that isn't there is left out. */
export function readFindings(document: JsonObject, positionOf: (vendorIndex: number) => number | undefined): Finding[] {
  return each(document, 'findings', (raw) => ({
    kind: requiredText(raw, 'kind') || wrong('kind', 'a name', raw['kind']),
    basis: oneOf(FINDING_BASES, raw, 'basis'),
    evidence: each(raw, 'evidence', (item) => ({
      segmentIndex: positionOf(requiredCount(item, 'audio_segment_index')),
      quote: requiredText(item, 'quote'),
    })).flatMap(({ segmentIndex, quote }) => (segmentIndex === undefined ? [] : { segmentIndex, quote })),
    ...present({
      value: typeof raw['value'] === 'number' ? number(raw, 'value') : text(raw, 'value'),
      explanation: text(raw, 'explanation'),
    }),
  }));
}

function oneOf<T extends string>(names: readonly T[], raw: JsonObject, key: string): T {
  const found = requiredText(raw, key);
  return names.find((name) => name === found) ?? wrong(key, `one of ${names.join(', ')}`, found);
}
