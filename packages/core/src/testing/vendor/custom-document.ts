import * as fc from 'fast-check';
import type { AnalysisPart, CustomResult } from '../../formats/bda/result.js';
import type { JsonValue } from '../../model/primitives.js';
import { block } from '../bda/blocks.js';
import { customOutput } from '../bda/custom-output.js';
import { detectedIn, languageArbitrary } from './standard-blocks.js';
import type { VendorDocument } from './vendor-document.js';

/**
 * Whose blueprint made the custom output. `own`: Earshot's, with summary, categories and topics. `public`: the
 * conversational one in the public AWS catalogue. `other`: anybody's, with fields of any name.
 */
export type CustomBlueprint = 'own' | 'public' | 'other';

export interface CustomDocumentOptions {
  /** @defaultValue any */
  readonly blueprint?: CustomBlueprint;
  /** The redacted copy, with masks in place of personal data. @defaultValue false */
  readonly redacted?: boolean;
}

/** Custom output of a job whose blueprint matched; any field may be missing or null, as a model wrote them. */
export function customDocumentArbitrary(
  options: CustomDocumentOptions = {},
): fc.Arbitrary<VendorDocument<CustomResult>> {
  const { blueprint, redacted = false } = options;
  if (blueprint !== undefined) return documentArbitrary(blueprint, redacted);
  return fc.constantFrom<CustomBlueprint[]>('own', 'public', 'other').chain((any) => documentArbitrary(any, redacted));
}

const NAMES: Readonly<Record<CustomBlueprint, { name: string; arn: string }>> = {
  own: { name: 'ConversationalAnalytics', arn: 'arn:aws:bedrock:us-east-1:123456789012:blueprint/0a1b2c3d4e5f' },
  public: {
    name: 'Conversational Analytics',
    arn: 'arn:aws:bedrock:us-west-2:aws:blueprint/bedrock-data-automation-public-conversational-analytics',
  },
  other: { name: 'Claims', arn: 'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:blueprint/ffffffffffff' },
};

function documentArbitrary(kind: CustomBlueprint, redacted: boolean): fc.Arbitrary<VendorDocument<CustomResult>> {
  const given = fc.record(
    {
      language: fc.option(languageArbitrary(), { nil: undefined }),
      version: fc.constantFrom<(string | number | undefined)[]>(undefined, '1', 2),
      confidence: fc.constantFrom(1, 0.5),
      summary: fc.option(prose(redacted), { freq: 6, nil: undefined }),
      categories: fc.option(fc.array(phrase(), { maxLength: 3 }), { freq: 6, nil: undefined }),
      topics: fc.option(fc.array(phrase(), { maxLength: 4 }), { freq: 6, nil: undefined }),
      customFields: fieldsArbitrary(kind, redacted),
      detects: fc.boolean(),
      /** A model leaves a field out, or writes null. */
      missing: fc.constantFrom(undefined, null),
    },
    { noNullPrototype: true },
  );
  return given.map(({ language, version, confidence, summary, categories, topics, customFields, ...others }) => {
    const { missing, detects } = others;
    const { name, arn } = NAMES[kind];
    const sensitiveData = detects ? detectedIn(summary, { foundIn: 'blueprint_field', field: 'call_summary' }) : [];
    const analysis: AnalysisPart = {
      ...(summary !== undefined && { callSummary: summary }),
      ...(categories !== undefined && { categories }),
      ...(topics !== undefined && { topics }),
      customFields,
      ...(language !== undefined && { language }),
      blueprint: { name, arn, ...(version !== undefined && { version: String(version) }), confidence },
      ...(detects && { sensitiveData }),
    };
    const document = customOutput({
      language,
      blueprint: { name, arn, version, confidence },
      fields: block({
        call_summary: summary ?? missing,
        call_categories: categories ?? missing,
        [kind === 'public' ? 'call_topics' : 'topics']: topics ?? missing,
        ...customFields,
      }),
      sensitiveData: detects ? sensitiveData : undefined,
    });
    const named = [summary, categories, topics].some((value) => (value ?? missing) !== undefined);
    return { document, expected: { kind: 'custom', aboutRecording: named || language !== undefined, analysis } };
  });
}

const prose = (redacted: boolean): fc.Arbitrary<string> =>
  redacted
    ? fc.constantFrom('[NAME] called about [PHONE].', '[PII]')
    : fc.constantFrom('Ada called about a ticket.', '«¿Qué?» "well"', '');

const phrase = (): fc.Arbitrary<string> => fc.constantFrom('Billing', 'Tech support', 'booking', '切符', 'a/b ]');

function fieldsArbitrary(kind: CustomBlueprint, redacted: boolean): fc.Arbitrary<Record<string, JsonValue>> {
  if (kind === 'own') return fc.constant({});
  if (kind === 'public') {
    const rating = fc.integer({ min: 1, max: 5 });
    return fc.record(
      {
        call_issues: fc.array(phrase(), { maxLength: 2 }),
        issue_resolution: fc.boolean(),
        caller_satisfaction_level: rating,
        overall_call_sentiment_summary: prose(redacted),
        agent_emotion_rating: rating,
        caller_negative_emotion: fc.boolean(),
        spoken_locations: fc.array(phrase(), { maxLength: 2 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
  }
  const name = fc.oneof(
    fc.constantFrom(
      'audio_items',
      'content_moderation',
      'audio_item_indices',
      'constructor',
      'x"audio_items',
      'Next step',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((key) => !READ.has(key)),
  );
  const value: fc.Arbitrary<JsonValue> = fc.oneof(
    prose(redacted),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(phrase(), { maxLength: 3 }),
    fc.array(fc.integer(), { maxLength: 3 }),
  );
  return fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true });
}

const READ: ReadonlySet<string> = new Set(['call_summary', 'call_categories', 'topics', 'call_topics', '__proto__']);
