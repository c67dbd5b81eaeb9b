import { isObject, type JsonObject, present } from '../../input/json.js';
import type { JsonValue } from '../../model/primitives.js';
import { SAID } from '../conversation/said.js';
import { customFieldsOf } from '../custom-fields.js';
import { isSaid } from './said.js';
import type { ReadSegments } from './segments.js';

/** What of a call, and of its job, has a place in the model. */
const IN_MODEL = new Set<string>([
  'LanguageCode',
  'Duration',
  'SourceInformation',
  'ContactSummary',
  ...SAID.map(([key]) => key),
]);
const JOB_IN_MODEL = new Set(['AverageWordConfidence', 'MediaFormat', 'MediaSampleRateHertz']);

/** All that a call says and that the model has no place for, under the vendor's names. */
export function customFieldsOfCall(block: JsonObject, read: ReadSegments): Record<string, JsonValue> {
  const { SpeakerLabels: labels, SpeakerTime: times, Summary: summary, SourceInformation: sources } = block;
  const hasUsers = Array.isArray(labels) && labels.some((label) => isObject(label) && isSaid(label['UserId']));
  const [source] = Array.isArray(sources) ? sources : [];
  const job = isObject(source) ? source['TranscribeJobInfo'] : undefined;
  const changed: JsonObject = {
    SpeakerLabels: hasUsers ? labels : undefined,
    SpeakerTime: isObject(times) ? { ...times, ...present({ NonTalkTime: withoutSpans(times) }) } : times,
    Summary: isObject(summary) ? without(summary, new Set(['Summary', 'Topic'])) : undefined,
    TranscribeJobInfo: without(job, JOB_IN_MODEL),
  };
  const kept = Object.entries({ ...(without(block, IN_MODEL) as JsonObject), ...changed, ...read.customFields });
  return customFieldsOf(kept.filter(([, value]) => isSaid(value)));
}

function withoutSpans({ NonTalkTime: nonTalk }: JsonObject): unknown {
  return without(nonTalk, new Set(['Instances']));
}

function without(value: unknown, keys: ReadonlySet<string>): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => !keys.has(key) && member !== undefined));
}
