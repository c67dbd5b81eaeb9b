import type { JobDocument } from '@earshot/aws-test-servers';
import { audioOutput, customOutput as bdaCustomOutput, jobManifest } from '@earshot/core/testing/bda';

const LANGUAGE = { dominant: 'EN', generated: 'EN' };
const TURN_MS = 3_600;

/** Audio standard output as the service writes it: turns of two speakers, and a summary. */
export function standardOutput(key: string, turns: readonly string[]): JobDocument {
  return audioOutput({
    input: { bucket: 'media', key },
    media: { channelCount: 1, codec: 'pcm_s16le', durationMs: turns.length * TURN_MS, format: 'wav' },
    language: LANGUAGE,
    turns: turns.map((text, index) => ({
      text,
      startMs: index * TURN_MS,
      endMs: (index + 1) * TURN_MS,
      speaker: `spk_${index % 2}`,
      language: 'EN',
      words: [],
    })),
    summary: 'Two people talk.',
    moderation: [],
    topics: [{ summary: 'They talk about a lamp.', segmentIndices: turns.map((_, index) => index) }],
    statistics: { wordCount: turns.join(' ').split(' ').length, topicCount: 1, speakerCount: 2, channelCount: 1 },
  });
}

/** Custom output as the service writes it. */
export function customOutput(categories: readonly string[], topics: readonly string[], summary: string): JobDocument {
  const fields = { topics, call_categories: categories, call_summary: summary, caller_mood: 'calm' };
  return bdaCustomOutput({ fields, language: LANGUAGE });
}

/** The manifest of a job that wrote both outputs into a folder, with a slash at the folder's end. */
export function manifest(jobId: string, folder: string, mediaKey: string): JobDocument {
  return jobManifest({ jobId, folder, input: { bucket: 'media', key: mediaKey }, custom: 'MATCH' });
}
