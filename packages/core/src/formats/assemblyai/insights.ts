import { wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { count, each, ratio, requiredCount, requiredText, text, within } from '../../input/read-fields.js';
import type { Entity, ModerationFinding, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import type { Evidence, Finding } from '../../model/finding.js';
import type { TimeSpan } from '../../model/span.js';
import { endingAfter } from '../look-up.js';
import { labelIn } from '../spoken/words.js';

type SegmentAt = (ms: number) => TranscriptSegment | undefined;

/** The key phrases of a call, the most relevant first, and the topics of its parts. */
export function findingsIn(document: JsonObject, segmentAt: SegmentAt): Finding[] {
  const phrases = resultsIn(document, 'auto_highlights_result', (raw): Finding => {
    const value = requiredText(raw, 'text');
    const places = each(raw, 'timestamps', (span) => evidenceAt(span, value, segmentAt)).flat();
    return {
      kind: 'key_phrase',
      value,
      basis: 'estimated',
      ...present({ count: count(raw, 'count') }),
      evidence: places,
    };
  });
  const topics = resultsIn(document, 'iab_categories_result', (raw): Finding[] => {
    const quote = text(raw, 'text') ?? '';
    const evidence = within(raw, 'timestamp', (span) => evidenceAt(span, quote, segmentAt)) ?? [];
    // They come in the order of their relevance.
    const [first] = each(raw, 'labels', (label) => requiredText(label, 'label'));
    return first === undefined ? [] : [{ kind: 'topic', value: first, basis: 'estimated', evidence }];
  });
  return [...phrases, ...topics.flat()];
}

/** The results of a feature. One that is off is null, or has a status and no results. */
function resultsIn<T>(document: JsonObject, key: string, read: (raw: JsonObject) => T): T[] {
  return within(document, key, (block) => each(block, 'results', read)) ?? [];
}

function evidenceAt(span: JsonObject, quote: string, segmentAt: SegmentAt): Evidence[] {
  const startMs = count(span, 'start');
  const segment = startMs === undefined ? undefined : segmentAt(startMs);
  if (segment === undefined) return [];
  return [{ segmentIndex: segment.index, quote: segment.text.includes(quote) ? quote : segment.text }];
}

/** The chapters of a call: what each is about in a few words, in a sentence, and in a summary. */
export function chaptersIn(document: JsonObject, segments: readonly TranscriptSegment[]) {
  const chapters = each(document, 'chapters', (raw) => ({
    ...timesOf(raw),
    summary: text(raw, 'summary'),
    gist: labelIn(raw, 'gist'),
    headline: labelIn(raw, 'headline'),
  }));
  const chapterAfter = endingAfter(chapters);
  const indices = chapters.map((): number[] => []);
  for (const { index, startMs } of segments) {
    const chapter = chapterAfter(startMs);
    if ((chapters[chapter]?.startMs ?? startMs + 1) <= startMs) indices[chapter]?.push(index);
  }
  return chapters.map(({ gist, headline, ...chapter }, index) => {
    const segmentIndices = indices[index]?.length ? indices[index] : undefined;
    const topicSummary: TopicSummary = { index, ...present({ ...chapter, segmentIndices }) };
    return { topicSummary, gist, headline };
  });
}

export function entitiesIn(document: JsonObject, segmentAt: SegmentAt): Entity[] {
  return each(document, 'entities', (raw): Entity => {
    const said = requiredText(raw, 'text');
    const { startMs, endMs } = timesOf(raw);
    const segment = startMs === undefined ? undefined : segmentAt(startMs);
    const at = segment?.text.indexOf(said) ?? -1;
    const isOnce = at !== -1 && segment?.text.indexOf(said, at + 1) === -1;
    return {
      type: labelIn(raw, 'entity_type') ?? wrong('entity_type', 'a text', raw['entity_type']),
      text: said,
      ...present({ segmentIndex: segment?.index, startMs, endMs }),
      ...(isOnce && { startCharacter: at, endCharacter: at + said.length }),
    };
  });
}

/** Content that may be objectionable. */
export function moderationIn(document: JsonObject): ModerationFinding[] {
  return resultsIn(document, 'content_safety_labels', (raw) => {
    const span = within(raw, 'timestamp', spanOf) ?? wrong('timestamp', 'an object', raw['timestamp']);
    const labels = each(raw, 'labels', (label): [string, number] => [
      requiredText(label, 'label'),
      ratio(label, 'confidence') ?? wrong('confidence', 'a number of 0 to 1', label['confidence']),
    ]);
    return {
      ...span,
      confidence: Math.max(0, ...labels.map(([, likely]) => likely)),
      categories: Object.fromEntries(labels),
    };
  });
}

/** Times that may be missing, the end never before the start. */
function timesOf(raw: JsonObject): Partial<TimeSpan> {
  const [startMs, endMs] = [count(raw, 'start'), count(raw, 'end')];
  return present({ startMs, endMs: endMs === undefined ? undefined : Math.max(startMs ?? 0, endMs) }) ?? {};
}

function spanOf(raw: JsonObject): TimeSpan {
  const startMs = requiredCount(raw, 'start');
  return { startMs, endMs: timesOf(raw).endMs ?? startMs };
}
