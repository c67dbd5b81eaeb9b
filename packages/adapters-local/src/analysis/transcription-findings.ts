import type { Finding } from '@earshot/core';
import { languageName, type Transcription } from '@earshot/speech';

/** How a recording was transcribed, and what the models can't say. */
export function transcriptionFindings(
  { segments, language, confidence, withoutConfidence, speakers, speakersExplanation, withoutSpeech }: Transcription,
  model: string,
): Finding[] {
  const speakerCount = new Set(segments.map(({ speaker }) => speaker)).size;
  const finding = (
    kind: string,
    basis: Finding['basis'],
    explanation: string | undefined,
    value?: string | number,
  ): Finding => ({
    kind,
    ...(value !== undefined && { value }),
    basis,
    evidence: [],
    ...(explanation !== undefined && { explanation }),
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
    confidence === undefined
      ? finding('confidence', 'unavailable', silent ? 'nobody speaks' : withoutConfidence)
      : finding(
          'confidence',
          'estimated',
          'the share of words on which two speech models agree, less where hardly any of them hold a sentence together',
          confidence,
        ),
  ];
}
