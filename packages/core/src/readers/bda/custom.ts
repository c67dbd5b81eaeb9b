import type { JsonValue } from '../../model/json.js';
import { isObject, type JsonObject, label, number, present, text, texts, within, wrong } from '../fields.js';
import type { CustomResult } from '../result-document.js';
import { languageOf } from './blocks.js';

const DEEPEST_CUSTOM_FIELD = 32;

/** Reads the custom output of a job: our blueprint's fields by name, all others as custom fields. */
export function readCustom(document: JsonObject): CustomResult {
  return {
    kind: 'custom',
    analysis: {
      ...within(document, 'inference_result', readInference),
      ...present({
        language: within(document, 'metadata', languageOf),
        blueprint: within(document, 'matched_blueprint', (blueprint) =>
          present({
            name: text(blueprint, 'name'),
            arn: text(blueprint, 'arn'),
            version: label(blueprint, 'version'),
            confidence: number(blueprint, 'confidence'),
          }),
        ),
      }),
    },
  };
}

function readInference(inference: JsonObject): CustomResult['analysis'] {
  const { call_summary: _, call_categories: __, topics: ___, call_topics: ____, ...others } = inference;
  const ownTopics = texts(inference, 'topics');
  const publicTopics = texts(inference, 'call_topics');
  return {
    ...present({
      callSummary: text(inference, 'call_summary'),
      categories: texts(inference, 'call_categories'),
      topics: ownTopics ?? publicTopics,
    }),
    customFields: Object.fromEntries(
      Object.entries(others)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([key, value]) => [key, jsonValue(key, value, DEEPEST_CUSTOM_FIELD)]),
    ),
  };
}

/** A JSON value that is not nested without end: what comes later walks it by recursion. */
function jsonValue(key: string, value: unknown, deepest: number): JsonValue {
  if (deepest === 0) return wrong(key, `at most ${DEEPEST_CUSTOM_FIELD} levels`, value);
  if (Array.isArray(value)) for (const item of value) jsonValue(key, item, deepest - 1);
  else if (isObject(value)) for (const item of Object.values(value)) jsonValue(key, item, deepest - 1);
  return value as JsonValue;
}
