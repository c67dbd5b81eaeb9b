import { EarshotError, isEarshotError } from '../../errors.js';
import type { Analysis, AnalysisSource } from '../../model/analysis.js';
import type { ObjectUri } from '../../model/uri.js';
import type { ResultStore } from '../../ports/result-store.js';
import { masked } from './masked.js';
import type { AnalysisPart } from './result.js';

/** What one document says, and which document that was. */
export interface SourcedPart {
  readonly source: AnalysisSource;
  readonly analysis: AnalysisPart;
  readonly input?: ObjectUri | undefined;
}

/**
 * Gets a document and reads it.
 * @throws EarshotError `missing` while it is not there: what was announced may come later; what `read` throws, with
 * `details.uri` added
 */
export async function readPart<T>(
  store: ResultStore,
  uri: ObjectUri,
  read: (bytes: Uint8Array) => T,
  missing: 'EARSHOT_UNAVAILABLE' | 'EARSHOT_NOT_REDACTED' = 'EARSHOT_UNAVAILABLE',
): Promise<T> {
  const bytes = await store.get(uri);
  if (bytes === undefined) {
    const what = missing === 'EARSHOT_NOT_REDACTED' ? 'only redacted copies are kept, and ' : '';
    throw new EarshotError(missing, `${what}${uri} is not there (yet)`, { details: { uri } });
  }
  try {
    return read(bytes);
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    const { code, message, retryable, details } = error;
    throw new EarshotError(code, `${uri}: ${message}`, { cause: error, retryable, details: { ...details, uri } });
  }
}

/** What a document adds to the analysis that it is a source of. */
export function partOf(source: AnalysisSource, analysis: AnalysisPart): SourcedPart {
  return { source, analysis: source.redacted ? masked(analysis) : analysis };
}

/** Merges the parts of one job into one analysis: standard output says what was said, custom output what it means. */
export function mergeParts(parts: readonly SourcedPart[]): Analysis {
  const empty: Analysis = {
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    customFields: {},
    sources: parts.map(({ source }) => source),
  };
  const standardFirst = [...parts].sort(
    (a, b) => Number(a.source.kind === 'custom') - Number(b.source.kind === 'custom'),
  );
  let merged = empty;
  for (const { analysis } of standardFirst) {
    const language = { ...analysis.language, ...merged.language };
    const findings = [...(merged.findings ?? []), ...(analysis.findings ?? [])];
    merged = {
      ...merged,
      ...analysis,
      sensitiveData: [...merged.sensitiveData, ...(analysis.sensitiveData ?? [])],
      ...(Object.keys(language).length === 0 ? {} : { language }),
      customFields: { ...merged.customFields, ...analysis.customFields },
      ...(findings.length === 0 ? {} : { findings }),
    };
  }
  return merged;
}
