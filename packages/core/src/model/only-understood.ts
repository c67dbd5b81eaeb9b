import type { Analysis } from './analysis.js';
import { CONCLUSIONS } from './finding.js';

/**
 * The analysis as records keep it: if the call was not understood, without anything concluded from its words, whatever the
 * analyzer or its format said. Words, places of personal data and facts about the recording stay.
 */
export function onlyUnderstood(analysis: Analysis): Analysis {
  if (analysis.understood !== false) return analysis;
  const { callSummary: _, audioSummary: __, entities: ___, findings, transcript, ...kept } = analysis;
  return {
    ...kept,
    categories: [],
    topics: [],
    topicSummaries: [],
    customFields: {},
    ...(transcript && {
      transcript: { ...transcript, segments: transcript.segments.map(({ sentiment: ____, ...said }) => said) },
    }),
    ...(findings && {
      findings: findings.filter(({ kind }) => !CONCLUSIONS.some((conclusion) => conclusion === kind)),
    }),
  };
}
