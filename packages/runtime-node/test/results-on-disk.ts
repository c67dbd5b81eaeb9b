import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A temporary folder that goes with the test. @param finished that of the test's context, where tests run concurrently */
export async function temporaryFolder(finished: typeof onTestFinished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-test-'));
  finished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by their path below a folder; what isn't text is written as JSON. */
export async function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [place, content] of Object.entries(files)) {
    const path = join(folder, place);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

export const SAID = ['Good morning, Fernhill Dairy.', 'My milk was sour.'];

/** The standard output of a short call. */
export function standard(key = 'calls/one.wav'): object {
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      s3_bucket: 'recordings',
      s3_key: key,
      duration_millis: 9_000,
      dominant_asset_language: 'EN',
    },
    audio_segments: SAID.map((text, index) => ({
      segment_index: index,
      type: 'TRANSCRIPT',
      text,
      start_timestamp_millis: index * 4_000 + 500,
      end_timestamp_millis: index * 4_000 + 3_500,
      speaker: { speaker_label: `spk_${index}` },
    })),
    audio: { summary: 'A customer complains about milk.', transcript: { representation: { text: SAID.join(' ') } } },
    statistics: { speaker_count: 2 },
  };
}

/** The custom output of a short call. */
export function custom(summary = 'Sour milk is replaced.'): object {
  return {
    metadata: { dominant_asset_language: 'EN' },
    matched_blueprint: {
      name: 'ConversationalAnalytics',
      arn: 'arn:aws:bedrock:eu-west-1:111122223333:blueprint/1',
      confidence: 1,
    },
    inference_result: { call_summary: summary, call_categories: ['Complaints'], topics: ['milk'] },
  };
}

/** A job's manifest, naming both outputs in some bucket. */
export function manifest(jobId: string, changes: object = {}): object {
  const path = (kind: string) => `s3://elsewhere/out/call/${jobId}/0/${kind}_output/0/result.json`;
  return {
    job_id: jobId,
    job_status: 'PROCESSED',
    semantic_modality: 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: 'recordings', s3_key: 'calls/one.wav' },
        segment_metadata: [
          { standard_output_path: path('standard'), custom_output_path: path('custom'), custom_output_status: 'MATCH' },
        ],
      },
    ],
    ...changes,
  };
}

/** A whole job as it lies in a bucket, by path. */
export function job(call: string, jobId = `job-${call}`): Record<string, unknown> {
  const folder = `transcription-outputs/${call}/${jobId}`;
  return {
    [`${folder}/job_metadata.json`]: manifest(jobId),
    [`${folder}/0/.s3_access_check`]: '',
    [`${folder}/0/standard_output/0/result.json`]: standard(),
    [`${folder}/0/custom_output/0/result.json`]: custom(),
  };
}

/** A job whose originals name a person, next to redacted copies that mask it; without these, if `isRedacted` is false. */
export function personalJob(call: string, name: string, isRedacted = true): Record<string, unknown> {
  const folder = `transcription-outputs/${call}/job-${call}`;
  const files: Record<string, unknown> = { [`${folder}/job_metadata.json`]: manifest(`job-${call}`) };
  for (const [kind, document] of Object.entries({ standard: standard(), custom: custom() })) {
    const text = JSON.stringify(document);
    files[`${folder}/0/${kind}_output/0/result.json`] = text.replaceAll('milk', `${name} milk`);
    if (isRedacted) files[`${folder}/0/${kind}_output/0/redacted/result.json`] = text.replaceAll('milk', '[NAME] milk');
  }
  return files;
}

/** The files below a folder that hold some of the words, in whatever letter case. */
export async function filesWith(folder: string, ...words: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const holds = async (path: string) => {
    const text = (await readFile(path, 'latin1')).toLowerCase();
    return words.some((word) => text.includes(word.toLowerCase()));
  };
  const found = await Promise.all(paths.map(async (path) => ((await holds(path)) ? path : [])));
  return found.flat();
}
