import { type ObjectUri, objectUri } from '@earshot/core';

/** How a job ends that brings a result. */
export type ResultKind = 'matched' | 'no match' | 'standard only';

/** How a job ends whose result can't be used: its standard output is missing, or is not what it should be. */
export type BrokenKind = 'unfinished' | 'unreadable';

/** What one job writes, and about what. */
export interface JobOutput {
  readonly jobId: string;
  /** The folder of the job, ending in `/`. */
  readonly folder: string;
  readonly media: { readonly bucket: string; readonly key: string };
  readonly kind: ResultKind | BrokenKind;
  /** Told apart in every text, so that no two jobs say the same. */
  readonly voice: string;
}

/** A document and where it lies. */
export interface WrittenFile {
  readonly name: 'access check' | 'standard' | 'custom' | 'manifest';
  readonly uri: ObjectUri;
  readonly bytes: Uint8Array;
}

export const RESULTS_BUCKET = 'results';

/** Where a manifest lies that is none. */
export const UNREADABLE_MANIFEST = 'transcription-outputs/unreadable/job/job_metadata.json';

/** Everything that Bedrock Data Automation writes for one job on a recording, in its real layout. */
export function filesOf(output: JobOutput): WrittenFile[] {
  const { folder, kind } = output;
  const standard = kind === 'unreadable' ? { audio: 7, audio_segments: [] } : standardOutput(output);
  const files = [
    file('access check', `${folder}0/.s3_access_check`, ''),
    file('manifest', `${folder}job_metadata.json`, JSON.stringify(manifest(output))),
  ];
  if (kind === 'unfinished') return files;
  files.push(file('standard', `${folder}0/standard_output/0/result.json`, JSON.stringify(standard)));
  if (kind !== 'matched') return files;
  return [...files, file('custom', `${folder}0/custom_output/0/result.json`, JSON.stringify(customOutput(output)))];
}

function file(name: WrittenFile['name'], key: string, text: string): WrittenFile {
  return { name, uri: objectUri(RESULTS_BUCKET, key), bytes: new TextEncoder().encode(text) };
}

function manifest({ jobId, folder, media, kind }: JobOutput) {
  const path = (branch: string) => `s3://${RESULTS_BUCKET}/${folder}0/${branch}/0/result.json`;
  return {
    job_id: jobId,
    job_status: 'PROCESSED',
    semantic_modality: 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: media.bucket, s3_key: media.key },
        segment_metadata: [
          {
            standard_output_path: path('standard_output'),
            ...(kind === 'matched'
              ? { custom_output_path: path('custom_output'), custom_output_status: 'MATCH' }
              : kind === 'no match'
                ? { custom_output_status: 'NO_MATCH' }
                : {}),
          },
        ],
      },
    ],
  };
}

function standardOutput({ media, voice }: JobOutput) {
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      s3_bucket: media.bucket,
      s3_key: media.key,
      duration_millis: 4200,
      dominant_asset_language: 'EN',
    },
    audio: {
      summary: `A call with ${voice}.`,
      transcript: { representation: { text: `Hello, ${voice} here.` } },
      content_moderation: [
        {
          id: 'm0',
          confidence: 0.1,
          start_timestamp_millis: 0,
          end_timestamp_millis: 2000,
          moderation_categories: [{ category: 'profanity', confidence: 0.05 }],
        },
      ],
    },
    audio_segments: [
      {
        start_timestamp_millis: 0,
        end_timestamp_millis: 2000,
        id: 's0',
        type: 'TRANSCRIPT',
        text: `Hello, ${voice} here.`,
        segment_index: 0,
        speaker: { speaker_label: 'spk_0' },
        channel: { channel_label: 'ch_0' },
        language: 'EN',
        audio_item_indices: [0, 1],
      },
    ],
    audio_items: [
      { item_index: 0, audio_segment_index: 0, content: 'Hello', start_timestamp_millis: 0, end_timestamp_millis: 400 },
      { item_index: 1, audio_segment_index: 0, content: ',' },
    ],
    topics: [
      {
        topic_index: 0,
        summary: `${voice} says hello.`,
        start_timestamp_millis: 0,
        end_timestamp_millis: 2000,
        audio_segment_indices: [0],
      },
    ],
    statistics: { word_count: 3, topic_count: 1 },
  };
}

function customOutput({ voice }: JobOutput) {
  return {
    matched_blueprint: { arn: 'arn:blueprint/calls', name: 'calls', confidence: 1 },
    inference_result: {
      call_summary: `${voice} greets.`,
      call_categories: ['Billing'],
      topics: ['greeting', voice],
      satisfaction: 4,
    },
  };
}
