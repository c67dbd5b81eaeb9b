import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  audioOutput,
  type BdaJob,
  buildBdaJob,
  customOutput,
  type JsonObject,
  jobManifest,
} from '@earshot/core/testing/bda';
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
export function standard(key = 'calls/one.wav'): JsonObject {
  return audioOutput({
    input: { bucket: 'recordings', key },
    media: { durationMs: 9_000 },
    language: { dominant: 'EN' },
    turns: SAID.map((text, index) => ({
      text,
      startMs: index * 4_000 + 500,
      endMs: index * 4_000 + 3_500,
      speaker: `spk_${index}`,
    })),
    summary: 'A customer complains about milk.',
    statistics: { speakerCount: 2 },
  });
}

/** The custom output of a short call. */
export function custom(summary = 'Sour milk is replaced.'): JsonObject {
  return customOutput({
    language: { dominant: 'EN' },
    blueprint: {
      name: 'ConversationalAnalytics',
      arn: 'arn:aws:bedrock:eu-west-1:111122223333:blueprint/1',
      confidence: 1,
    },
    fields: { call_summary: summary, call_categories: ['Complaints'], topics: ['milk'] },
  });
}

/** A job's manifest, naming both outputs in some bucket. */
export function manifest(jobId: string, changes: object = {}): object {
  const folder = `s3://elsewhere/out/call/${jobId}/`;
  const input = { bucket: 'recordings', key: 'calls/one.wav' };
  return { ...jobManifest({ jobId, folder, input, custom: 'MATCH' }), ...changes };
}

/** A whole job as it is in a bucket, by path. */
export function job(call: string, jobId = `job-${call}`): Record<string, unknown> {
  return filesOf(call, jobId, { standard: standard(), custom: custom() });
}

/** A job whose originals name a person, next to redacted copies that mask it; without these, if `isRedacted` is false. */
export function personalJob(call: string, name: string, isRedacted = true): Record<string, unknown> {
  const outputsOf = (who: string) => {
    const [standardText, customText] = [standard(), custom()].map((document) => JSON.stringify(document));
    const named = (text = '') => JSON.parse(text.replaceAll('milk', `${who} milk`));
    return { standard: named(standardText), custom: named(customText) };
  };
  return filesOf(call, `job-${call}`, {
    ...outputsOf(name),
    ...(isRedacted && { redacted: outputsOf('[NAME]') }),
  });
}

function filesOf(call: string, jobId: string, outputs: Pick<BdaJob, 'standard' | 'custom' | 'redacted'>) {
  const folder = `transcription-outputs/${call}/${jobId}`;
  const input = { bucket: 'recordings', key: 'calls/one.wav' };
  const files = buildBdaJob({ jobId, folder: `s3://elsewhere/out/call/${jobId}/`, input, ...outputs });
  return Object.fromEntries(files.map(({ path, document }) => [`${folder}/${path}`, document ?? '']));
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
