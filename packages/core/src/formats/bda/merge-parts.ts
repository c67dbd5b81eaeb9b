import type { Analysis, AnalysisSource } from '../../model/analysis.js';
import type { ObjectUri } from '../../model/uri.js';
import { masked } from './masked.js';
import type { AnalysisPart } from './result.js';

/** What one document says, and which document that was. */
export interface SourcedPart {
  readonly source: AnalysisSource;
  readonly analysis: AnalysisPart;
  readonly input?: ObjectUri | undefined;
}

/**
 * What a document adds to the analysis that it is a source of. Bedrock masks what is said and what sums it up; that it masks what
 * is seen, nobody promises: redacted copies give no texts on screen.
 */
export function partOf(source: AnalysisSource, analysis: AnalysisPart): SourcedPart {
  if (!source.redacted) return { source, analysis };
  const { screenTexts: _, ...said } = masked(analysis);
  return { source, analysis: said };
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
