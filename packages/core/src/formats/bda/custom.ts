import { leaveOut, under } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import { number, text, textOf, within } from '../../input/read-fields.js';
import { customFieldsOf } from '../custom-fields.js';
import { languageOf } from './blocks.js';
import { asDetected, blueprintDetectionOf } from './blueprint-detection.js';
import { chapterResultsOf } from './chapter-results.js';
import type { AnalysisPart, CustomResult } from './result.js';

/** The fields of blueprints for calls that have a place of their own in an analysis. */
const NAMED = ['call_summary', 'call_categories', 'topics', 'call_topics'] as const;

/**
 * Reads the custom output of a job: the named fields where their values allow it, all others as custom fields. A blueprint is
 * somebody's prompt and a model wrote the values, so anything may be anywhere.
 */
export function readCustom(document: JsonObject): CustomResult {
  const { inference_result: inference, metadata, blueprint_sensitive_data_detection: detection } = document;
  const isNamed = isObject(inference) && NAMED.some((name) => name in inference);
  const hasLanguage = isObject(metadata) && 'dominant_asset_language' in metadata;
  const hasModality = isObject(metadata) && 'semantic_modality' in metadata;
  const chapters = chapterResultsOf(document);
  return {
    kind: 'custom',
    aboutRecording: isNamed || hasLanguage || hasModality || chapters !== undefined,
    analysis: {
      ...readInference(isObject(inference) ? asDetected(inference, detection) : inference, chapters),
      ...present({
        language: within(document, 'metadata', (block) => {
          text(block, 'semantic_modality');
          return languageOf(block);
        }),
        blueprint: within(document, 'matched_blueprint', (blueprint) =>
          present({
            name: text(blueprint, 'name'),
            arn: text(blueprint, 'arn'),
            version: text(blueprint, 'version'),
            confidence: number(blueprint, 'confidence'),
          }),
        ),
        sensitiveData: blueprintDetectionOf(detection),
      }),
    },
  };
}

function readInference(inference: unknown, chapters: unknown): AnalysisPart {
  const isAbsent = inference === undefined || inference === null;
  if (isAbsent && chapters === undefined) return {};
  const fields: JsonObject = isAbsent ? {} : isObject(inference) ? inference : { inference_result: inference };
  if (fields !== inference && !isAbsent) leaveOut('inference_result', 'an object', inference);
  return under('inference_result', () => {
    const { call_summary: summary, call_categories: categories, topics: own, call_topics: others, ...rest } = fields;
    const kept = new Map(Object.entries(rest));
    const named = (key: (typeof NAMED)[number], value: unknown): string[] | undefined => {
      const found = textsIn(value);
      if (found.isWhole) return found.texts;
      kept.set(key, value);
      leaveOut(key, 'a string or an array of strings', value);
      return found.texts?.length === 0 ? undefined : found.texts;
    };
    const topics = named('topics', own);
    const callTopics = named('call_topics', others);
    if (topics !== undefined && callTopics !== undefined) kept.set('call_topics', others);
    if (chapters !== undefined) kept.set('chapters' in rest ? 'video_chapters' : 'chapters', chapters);
    return {
      ...present({
        callSummary: named('call_summary', summary)?.join('\n'),
        categories: named('call_categories', categories),
        topics: topics ?? callTopics,
      }),
      customFields: customFieldsOf(kept),
    };
  });
}

/**
 * The texts that a value may be taken for: a text, a number, the name of an object, and an array of these. It is whole when
 * they say all that it says.
 */
function textsIn(value: unknown): { texts: string[] | undefined; isWhole: boolean } {
  if (value === undefined || value === null) return { texts: undefined, isWhole: true };
  const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null);
  const texts = items.map((item) => textOf(item) ?? nameIn(item));
  return {
    texts: texts.filter((found) => found !== undefined),
    isWhole: items.every((item) => textOf(item) !== undefined),
  };
}

/** The member of an object that is called `name`, else its only text. */
function nameIn(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const [only, ...others] = Object.values(item).filter((member) => typeof member === 'string');
  return textOf(item['name']) ?? (others.length === 0 ? only : undefined);
}
