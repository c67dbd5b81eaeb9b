import type { JobDocument } from '@earshot/aws-test-servers';

const LANGUAGE = { dominant_asset_language: 'EN', generative_output_language: 'EN' };
const TURN_MS = 3_600;

/** Audio standard output as the service writes it: turns of two speakers, and a summary. */
export function standardOutput(key: string, turns: readonly string[]): JobDocument {
  const text = turns.join(' ');
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      s3_bucket: 'media',
      s3_key: key,
      number_of_channels: 1,
      codec: 'pcm_s16le',
      duration_millis: turns.length * TURN_MS,
      format: 'wav',
      ...LANGUAGE,
    },
    audio_items: [],
    audio_segments: turns.map((turn, index) => ({
      segment_index: index,
      type: 'TRANSCRIPT',
      text: turn,
      start_timestamp_millis: index * TURN_MS,
      end_timestamp_millis: (index + 1) * TURN_MS,
      speaker: { speaker_label: `spk_${index % 2}` },
      audio_item_indices: [],
      language: 'EN',
    })),
    audio: { summary: 'Two people talk.', transcript: { representation: { text } }, content_moderation: [] },
    topics: [
      {
        topic_index: 0,
        start_timestamp_millis: 0,
        end_timestamp_millis: turns.length * TURN_MS,
        summary: 'They talk about a lamp.',
        transcript: { representation: { text } },
        audio_segment_indices: turns.map((_, index) => index),
      },
    ],
    statistics: { word_count: text.split(' ').length, topic_count: 1, speaker_count: 2, channel_count: 1 },
  };
}

/** Custom output as the service writes it. */
export function customOutput(categories: readonly string[], topics: readonly string[], summary: string): JobDocument {
  return {
    metadata: LANGUAGE,
    matched_blueprint: {
      arn: 'arn:aws:bedrock:eu-central-1:000000000000:blueprint/0123456789ab',
      name: 'ConversationalAnalytics',
      confidence: 1,
    },
    inference_result: { topics, call_categories: categories, call_summary: summary, caller_mood: 'calm' },
  };
}

/** The manifest of a job that wrote both outputs into a folder, with a slash at the folder's end. */
export function manifest(jobId: string, folder: string, mediaKey: string): JobDocument {
  return {
    job_id: jobId,
    job_status: 'PROCESSED',
    semantic_modality: 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: 'media', s3_key: mediaKey },
        segment_metadata: [
          {
            standard_output_path: `${folder}0/standard_output/0/result.json`,
            custom_output_path: `${folder}0/custom_output/0/result.json`,
            custom_output_status: 'MATCH',
          },
        ],
      },
    ],
  };
}
