import type { ObjectUri } from '@earshot/core';
import { audioOutput, type BdaFile, buildBdaJob, customOutput, documentText } from '@earshot/core/testing/bda';

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

/** A document and where it is. */
export interface WrittenFile {
  readonly name: BdaFile['name'];
  readonly uri: ObjectUri;
  readonly bytes: Uint8Array;
}

export const RESULTS_BUCKET = 'results';

/** Where a manifest is that is none. */
export const UNREADABLE_MANIFEST = 'transcription-outputs/unreadable/job/job_metadata.json';

/** Everything that Bedrock Data Automation writes for one job on a recording, in its real layout. */
export function filesOf(output: JobOutput): WrittenFile[] {
  const { jobId, folder, media, kind } = output;
  const files = buildBdaJob({
    jobId,
    folder: `s3://${RESULTS_BUCKET}/${folder}`,
    input: media,
    standard: kind === 'unreadable' ? { audio: 7, audio_segments: [] } : standardOutput(output),
    custom: kind === 'matched' ? customFields(output) : kind === 'no match' ? 'NO_MATCH' : undefined,
  });
  return files
    .filter(({ name }) => kind !== 'unfinished' || name !== 'standard')
    .map(({ name, uri, document }) => ({
      name,
      uri: uri as ObjectUri,
      bytes: new TextEncoder().encode(document === undefined ? '' : documentText(document)),
    }));
}

function standardOutput({ media, voice }: JobOutput) {
  const span = { startMs: 0, endMs: 2_000 };
  const words = [{ text: 'Hello', startMs: 0, endMs: 400 }, { text: ',' }];
  return audioOutput({
    input: media,
    media: { durationMs: 4_200 },
    language: { dominant: 'EN' },
    turns: [{ ...span, text: `Hello, ${voice} here.`, speaker: 'spk_0', channel: 'ch_0', language: 'EN', words }],
    summary: `A call with ${voice}.`,
    topics: [{ summary: `${voice} says hello.`, segmentIndices: [0] }],
    moderation: [{ ...span, confidence: 0.1, categories: { profanity: 0.05 } }],
    statistics: { wordCount: 3, topicCount: 1 },
  });
}

function customFields({ voice }: JobOutput) {
  return customOutput({
    blueprint: { arn: 'arn:blueprint/calls', name: 'calls', confidence: 1 },
    fields: {
      call_summary: `${voice} greets.`,
      call_categories: ['Billing'],
      topics: ['greeting', voice],
      satisfaction: 4,
    },
  });
}
