import { isObject, type JsonObject } from '../../input/json.js';
import type { SensitiveDataFinding } from '../../model/analysis.js';
import { redact } from '../../model/redact.js';
import type { AnalysisPart } from './result.js';

/** What redacted copies have in place of personal data: `[NAME]`, `[PII]`. */
const MASKS = /\[[A-Z_]+\]/;

/**
 * A redacted copy's part with the personal data masked that its own detections find in summaries and fields. An analyzer
 * that masks everything it finds leaves nothing to do.
 */
export function masked(part: AnalysisPart): AnalysisPart {
  const shown = new Set<SensitiveDataFinding>();
  const mask = (text: string | undefined, isThere: (finding: SensitiveDataFinding) => boolean | 'around') => {
    if (text === undefined) return undefined;
    const inText = (part.sensitiveData ?? []).flatMap((finding) => {
      const place = isThere(finding);
      const here = place === 'around' ? withoutCharacters(finding) : finding;
      if (!place || isMasked(text, here)) return [];
      shown.add(finding);
      return [here];
    });
    return redact(text, inText);
  };
  const field = <T>(value: T, name: string): T => {
    if (typeof value === 'string') return mask(value, ({ field: found }) => isAt(found, name)) as T;
    if (Array.isArray(value)) return value.map((item, index) => field(item, `${name}[${index}]`)) as T;
    return isObject(value) ? (fields(value, (key) => `${name}.${key}`) as T) : value;
  };
  const fields = (group: JsonObject, nameOf: (key: string) => string) =>
    Object.fromEntries(Object.entries(group).map(([key, value]) => [key, field(value, nameOf(key))]));
  const { audioSummary, callSummary, categories, topicSummaries, customFields } = part;
  const summary = mask(audioSummary, ({ foundIn }) => foundIn === 'audio_summary');
  const topics = topicSummaries?.map((topic) => {
    const own = mask(topic.summary, ({ topicIndex }) => topicIndex === topic.index);
    return own === undefined ? topic : { ...topic, summary: own };
  });
  const texts: AnalysisPart = {
    ...(summary !== undefined && { audioSummary: summary }),
    ...(topics !== undefined && { topicSummaries: topics }),
    ...(callSummary !== undefined && { callSummary: field(callSummary, 'call_summary') }),
    ...(categories !== undefined && { categories: field(categories, 'call_categories') }),
    ...(part.topics !== undefined && { topics: field(field(part.topics, 'topics'), 'call_topics') }),
    ...(customFields !== undefined && { customFields: fields(customFields, (key) => key) as typeof customFields }),
  };
  if (shown.size === 0) return part;
  const sensitiveData = part.sensitiveData?.map((finding) =>
    shown.has(finding) ? withoutCharacters(finding) : finding,
  );
  return { ...part, ...texts, ...(sensitiveData && { sensitiveData }) };
}

/**
 * Whether what was found in a field is in the text of another name: `around` when that text is made of the field, or is
 * a part of it, and characters count from elsewhere. A list may have been read as one text, and a text as a list.
 */
function isAt(found: string | undefined, name: string): boolean | 'around' {
  if (found === undefined || found === name) return found === name;
  const isPart = (inner: string, outer: string) => inner.startsWith(`${outer}[`) || inner.startsWith(`${outer}.`);
  return isPart(found, name) || isPart(name, found) ? 'around' : false;
}

function isMasked(text: string, { startCharacter, endCharacter }: SensitiveDataFinding): boolean {
  if (startCharacter === undefined || endCharacter === undefined) return MASKS.test(text);
  return text.slice(startCharacter, endCharacter).replace(MASKS, '') === '';
}

/** The characters counted in the text before it was masked. */
function withoutCharacters({ startCharacter: _, endCharacter: __, ...finding }: SensitiveDataFinding) {
  return finding;
}
