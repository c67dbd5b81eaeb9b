import type { Finding } from '@earshot/core';
import { languageName, type Transcription } from '@earshot/speech';

/** How a recording was transcribed, and what the models can't say. */
export function transcriptionFindings(
  { segments, language, speakers, speakersExplanation, withoutSpeech }: Transcription,
  model: string,
): Finding[] {
  const speakerCount = new Set(segments.map(({ speaker }) => speaker)).size;
  const finding = (kind: string, basis: Finding['basis'], explanation: string, value?: string | number): Finding => ({
    kind,
    ...(value !== undefined && { value }),
    basis,
    evidence: [],
    explanation,
  });
  const silent = withoutSpeech !== undefined;
  return [
    silent
      ? finding('speech', 'measured', `nobody speaks: the recording holds ${withoutSpeech}`, 'none')
      : finding('speech', 'estimated', `heard by ${model}`, language && languageName(language)),
    finding('speakers', speakers, speakersExplanation, silent ? undefined : speakerCount),
    finding(
      'word_times',
      silent ? 'unavailable' : 'estimated',
      'worked out from the length of each word in its segment',
    ),
    finding('confidence', 'unavailable', 'the speech model does not say how sure it is of its words'),
  ];
}
