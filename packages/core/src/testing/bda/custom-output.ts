import type { JsonObject } from '../../input/json.js';
import type { Blueprint, Language, SensitiveDataFinding } from '../../model/analysis.js';
import { block, detectionBlock, languageKeys } from './blocks.js';

export interface BdaCustom {
  /** By the blueprint's names. */
  readonly fields: JsonObject;
  /** @defaultValue the one that Earshot brings, which has the fields `call_summary`, `call_categories` and `topics` */
  readonly blueprint?: Omit<Blueprint, 'version'> & { readonly version?: string | number | undefined };
  readonly language?: Language | undefined;
  /** Personal data in the fields; absent where it wasn't looked for. */
  readonly sensitiveData?: readonly SensitiveDataFinding[] | undefined;
}

const OWN_BLUEPRINT = {
  arn: 'arn:aws:bedrock:eu-central-1:000000000000:blueprint/0123456789ab',
  name: 'ConversationalAnalytics',
  confidence: 1,
};

/** The custom output of a blueprint that matched. */
export function customOutput({ fields, blueprint = OWN_BLUEPRINT, language, sensitiveData }: BdaCustom): JsonObject {
  const { arn, name, version, confidence } = blueprint;
  return block({
    metadata: languageKeys(language),
    matched_blueprint: block({ arn, name, version, confidence }),
    inference_result: fields,
    blueprint_sensitive_data_detection:
      sensitiveData && block(Object.fromEntries(Object.entries(fields).map((field) => detected(field, sensitiveData)))),
  });
}

function detected([name, value]: [string, unknown], sensitiveData: readonly SensitiveDataFinding[]) {
  const findings = sensitiveData.filter(({ field }) => field === name);
  const isIn = findings.length > 0 && typeof value === 'string';
  return [name, isIn ? { value, sensitive_data_detection: detectionBlock(findings, value) } : undefined] as const;
}
