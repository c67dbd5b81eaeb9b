import type { BlueprintOutcome, Call } from './call.ts';
import { parseMarks } from './marked-text.ts';
import { type Json, type JsonObject, PythonFloat } from './python-json.ts';
import type { Wording } from './recorded-call.ts';
import { findingsInText } from './sensitive-data.ts';

/** The custom output of a blueprint that matched. */
export function customDocument(
  call: Call,
  blueprint: Extract<BlueprintOutcome, { status: 'MATCH' }>,
  wording: Wording,
): JsonObject {
  const { arn, name, result } = blueprint;
  const hasLanguages = call.vintage === 'audio-2026';
  return {
    metadata: hasLanguages
      ? { dominant_asset_language: call.language, generative_output_language: call.generativeLanguage }
      : {},
    matched_blueprint: { arn, name, confidence: new PythonFloat(1) },
    inference_result: mapMembers(result, (value) => worded(value, wording)),
    blueprint_sensitive_data_detection: call.sensitiveData && findingsIn(result, wording),
  };
}

function findingsIn(result: JsonObject, wording: Wording): JsonObject {
  return mapMembers(result, (value) => {
    const marked = typeof value === 'string' ? wording(parseMarks(value)) : undefined;
    return marked !== undefined && marked.entities.length > 0
      ? { value: marked.text, sensitive_data_detection: findingsInText(marked) }
      : undefined;
  });
}

function worded(value: Json | undefined, wording: Wording): Json | undefined {
  return typeof value === 'string' ? wording(parseMarks(value)).text : value;
}

function mapMembers(object: JsonObject, change: (value: Json | undefined) => Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
