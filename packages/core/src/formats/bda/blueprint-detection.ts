import { isObject, type JsonObject, present } from '../../input/json.js';
import { isCount } from '../../input/read-fields.js';
import type { SensitiveDataFinding } from '../../model/analysis.js';

const DEEPEST_FIELD = 32;

/** The personal data that the detection in custom output reports in the fields of a blueprint. */
export function blueprintDetectionOf(detection: unknown): SensitiveDataFinding[] | undefined {
  return isObject(detection) ? detectedIn('', detection, DEEPEST_FIELD) : undefined;
}

/**
 * The fields as their detection repeats them: that is the text whose characters it counts, and in a redacted copy the
 * one that is masked.
 */
export function asDetected(inference: JsonObject, detection: unknown): JsonObject {
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
