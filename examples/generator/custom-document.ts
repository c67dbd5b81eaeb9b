import { customOutput } from '@earshot/core/testing/bda';
import type { BlueprintOutcome, Call } from './call.ts';
import { parseMarks } from './marked-text.ts';
import type { Wording } from './recorded-call.ts';
import { findingsInText } from './sensitive-data.ts';

/** The custom output of a blueprint that matched. */
export function customDocument(
  call: Call,
  blueprint: Extract<BlueprintOutcome, { status: 'MATCH' }>,
  wording: Wording,
): Readonly<Record<string, unknown>> {
  const { arn, name, result } = blueprint;
  const hasLanguages = call.vintage === 'audio-2026';
  const fields = Object.entries(result).map(
    ([field, value]) => [field, typeof value === 'string' ? wording(parseMarks(value)) : value] as const,
  );
  return customOutput({
    language: hasLanguages ? { dominant: call.language, generated: call.generativeLanguage } : undefined,
    blueprint: { arn, name, confidence: 1 },
    fields: Object.fromEntries(fields.map(([field, value]) => [field, isWorded(value) ? value.text : value])),
    sensitiveData:
      call.sensitiveData &&
      fields.flatMap(([field, value]) =>
        isWorded(value) ? findingsInText(value, { foundIn: 'blueprint_field', field }) : [],
      ),
  });
}

function isWorded(value: unknown): value is ReturnType<Wording> {
  return typeof value === 'object' && value !== null && 'entities' in value;
}
