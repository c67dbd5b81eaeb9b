import type { SensitiveDataFinding } from '../../model/analysis.js';
import type { JsonValue } from '../../model/json.js';
import { isCount, isObject, type JsonObject, label, number, present, text, texts, within, wrong } from '../fields.js';
import type { CustomResult } from '../result-document.js';
import { languageOf } from './blocks.js';

const DEEPEST_CUSTOM_FIELD = 32;

/** Reads the custom output of a job: our blueprint's fields by name, all others as custom fields. */
export function readCustom(document: JsonObject): CustomResult {
  const detection = document['blueprint_sensitive_data_detection'];
  return {
    kind: 'custom',
    analysis: {
      ...within(document, 'inference_result', (inference) => readInference(asDetected(inference, detection))),
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
        sensitiveData: isObject(detection) ? detectedIn('', detection, DEEPEST_CUSTOM_FIELD) : undefined,
      }),
    },
  };
}

/**
 * The fields as their detection repeats them: that is the text whose characters it counts, and in a redacted copy the
 * one that is masked.
 */
function asDetected(inference: JsonObject, detection: unknown): JsonObject {
  if (!isObject(detection)) return inference;
  const repeated = Object.entries(detection).flatMap(([field, found]): [string, unknown][] => {
    const value = isObject(found) ? found['value'] : undefined;
    return (value ?? null) === null || (inference[field] ?? null) === null ? [] : [[field, value]];
  });
  return { ...inference, ...Object.fromEntries(repeated) };
}

/** The personal data in a blueprint's fields. Lists and groups of fields have a detection for each value in them. */
function detectedIn(field: string, node: unknown, deepest: number): SensitiveDataFinding[] {
  if (deepest === 0) return [];
  if (Array.isArray(node)) return node.flatMap((item, index) => detectedIn(`${field}[${index}]`, item, deepest - 1));
  if (!isObject(node)) return [];
  const { sensitive_data_detection: found, value: _, ...inner } = node;
  const own = (Array.isArray(found) ? found : []).flatMap((finding) => detectionOf(field, finding));
  const below = Object.entries(inner).flatMap(([name, item]) =>
    detectedIn(field === '' ? name : `${field}.${name}`, item, deepest - 1),
  );
  return own.concat(below);
}

function detectionOf(field: string, finding: unknown): SensitiveDataFinding | [] {
  if (!isObject(finding) || typeof finding['entity_type'] !== 'string') return [];
  const offset = (key: string) => (isCount(finding[key]) ? finding[key] : undefined);
  return {
    entityType: finding['entity_type'],
    foundIn: 'blueprint_field',
    field,
    ...present({
      startCharacter: offset('start_character_offset'),
      endCharacter: offset('end_character_offset'),
    }),
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
