import * as fc from 'fast-check';
import type { Language, ModerationFinding, SensitiveDataFinding, TranscriptSegment } from '../../model/analysis.js';
import type { ObjectUri } from '../../model/uri.js';

const CATEGORIES = [
  'profanity',
  'hate_speech',
  'sexual',
  'insult',
  'violence_or_threat',
  'graphic',
  'harassment_or_abuse',
] as const;

/** The object that was analyzed, as metadata and manifests name it. */
export function inputArbitrary(): fc.Arbitrary<{ bucket: string; key: string; uri: ObjectUri }> {
  const folder = fc.constantFrom('', 'calls/', 'calls/2026//', 'a b+c/', 'über/', '%2F/');
  const name = fc.constantFrom('call.wav', 'Call 7 (copy).mp3', '通話.m4a', 'clip.mov');
  return fc.tuple(fc.constantFrom('recordings', 'my.bucket-1'), folder, name).map(([bucket, path, file]) => {
    const key = path + file;
    return { bucket, key, uri: `s3://${bucket}/${key}` as ObjectUri };
  });
}

/** The languages of a recording; `undefined` for vintages that tell none. */
export function languageArbitrary(): fc.Arbitrary<Required<Language>> {
  return fc.record(
    { dominant: fc.constantFrom('EN', 'ES', 'JA'), generated: fc.constantFrom('EN', 'DEFAULT') },
    { noNullPrototype: true },
  );
}

/** Scores for moderation, one set for each segment in turn; `undefined` where moderation is turned off. */
export function scoresArbitrary(): fc.Arbitrary<readonly (readonly number[])[] | undefined> {
  const score = fc.nat(10_000).map((tenThousandths) => tenThousandths / 10_000);
  const scores = fc.array(score, { minLength: CATEGORIES.length + 1, maxLength: CATEGORIES.length + 1 });
  return fc.option(fc.array(scores, { minLength: 1, maxLength: 3 }), { freq: 4, nil: undefined });
}

/** One finding for each segment, with its times and all categories: that is how the service does it. */
export function moderationOf(
  segments: readonly TranscriptSegment[],
  scores: readonly (readonly number[])[] | undefined,
): ModerationFinding[] {
  if (scores === undefined) return [];
  return segments.map(({ startMs, endMs }, index) => {
    const [confidence = 0, ...others] = scores[index % scores.length] ?? [];
    const categories = Object.fromEntries(CATEGORIES.map((category, at) => [category, others[at] ?? 0]));
    return { startMs, endMs, confidence, categories };
  });
}

/** A summary's first word is a name, for a service that looks for personal data. */
export function detectedIn(
  summary: string | undefined,
  place: Pick<SensitiveDataFinding, 'foundIn' | 'topicIndex' | 'field'>,
): SensitiveDataFinding[] {
  if (summary === undefined || summary === '') return [];
  const endCharacter = summary.search(/ |$/);
  return [{ entityType: 'NAME', ...place, startCharacter: 0, endCharacter }];
}
