import { describe, expect, it } from 'vitest';
import { bdaLayout } from '../../../src/formats/bda/layout.js';
import { DEFAULT_LAYOUT, readResultDocument, unwrap } from '../../../src/index.js';
import {
  audioOutput,
  type BdaJobOutcome,
  type BdaTurn,
  buildBdaJob,
  customOutput,
  documentText,
  jobEvent,
  turnsText,
  videoOutput,
} from '../../../src/testing/bda/index.js';

const FOLDER = 's3://results/transcription-outputs/call-7//job-7/';
const input = { bucket: 'recordings', key: 'call-7.wav' };
const turns: BdaTurn[] = [
  { text: 'Hello, Ada.', startMs: 500, endMs: 1_500, speaker: 'spk_0' },
  { text: 'It hums.', startMs: 1_700, endMs: 2_400, speaker: 'spk_1' },
  { text: 'All day.', startMs: 2_500, endMs: 3_000, speaker: 'spk_1' },
];
const standard = audioOutput({ input, turns });
const custom = customOutput({ fields: { call_summary: 'A lamp hums.' } });
const job = { jobId: 'job-7', folder: FOLDER, input, standard };

const namesOf = (files: ReturnType<typeof buildBdaJob>) =>
  files.map(({ name, redacted }) => (redacted ? `redacted ${name}` : name));

describe('the files of a job', () => {
  const redacted = { standard, custom };
  const files = buildBdaJob({ ...job, custom, redacted });

  it('are all that it wrote, each where the service puts it', () => {
    expect(namesOf(files)).toEqual([
      'access check',
      'standard',
      'redacted standard',
      'custom',
      'redacted custom',
      'manifest',
    ]);
    for (const { name, uri, path } of files) {
      expect(uri).toBe(FOLDER + path);
      const place = name === 'access check' ? undefined : { job: 'job-7', output: FOLDER };
      expect(bdaLayout.jobAt(uri)?.job).toBe(place?.job);
      expect(bdaLayout.jobAt(uri)?.output).toBe(place?.output);
    }
  });

  it('are named by its manifest, but for the redacted copies', () => {
    const manifest = readResultDocument(files.at(-1)?.document ?? {});
    const uriOf = (wanted: string) => files.find(({ name, redacted: copy }) => name === wanted && !copy)?.uri;
    expect(manifest).toMatchObject({
      kind: 'manifest',
      jobId: 'job-7',
      assets: [
        {
          input: 's3://recordings/call-7.wav',
          segments: [{ standardUri: uriOf('standard'), customUri: uriOf('custom'), customStatus: 'MATCH' }],
        },
      ],
    });
  });

  it.each([
    ['NO_MATCH', { custom_output_status: 'NO_MATCH' }],
    [undefined, {}],
  ] as const)('have no custom output when the blueprint came to %s', (outcome, status) => {
    const without = buildBdaJob({ ...job, custom: outcome });
    expect(namesOf(without)).toEqual(['access check', 'standard', 'manifest']);
    expect(without.at(-1)?.document).toMatchObject({
      output_metadata: [
        { segment_metadata: [{ standard_output_path: `${FOLDER}0/standard_output/0/result.json`, ...status }] },
      ],
    });
    expect(without.at(-1)?.document).not.toHaveProperty('output_metadata.0.segment_metadata.0.custom_output_path');
  });
});

describe('a text', () => {
  it('is one line with a space after commas and colons, and shows a float as one', () => {
    const document = { confidence: 1, count: 1, absent: undefined, list: ['a, b: c', null, 0.5], none: {} };
    expect(documentText(document)).toBe('{"confidence": 1.0, "count": 1, "list": ["a, b: c", null, 0.5], "none": {}}');
  });

  it('is read as the document that it was made of', () => {
    expect(readResultDocument(new TextEncoder().encode(documentText(standard)))).toEqual(readResultDocument(standard));
  });
});

describe('a recording', () => {
  it('says who spoke once for each run of turns', () => {
    expect(turnsText(turns)).toBe('[spk_0]: Hello, Ada.\n\n[spk_1]: It hums. All day.');
    expect(turnsText(turns.map(({ speaker: _, ...turn }) => turn))).toBe('Hello, Ada. It hums. All day.');
  });

  it('finds the words of personal data by their times, marks between them included', () => {
    const words = [
      { text: 'Ada', startMs: 0, endMs: 100 },
      { text: ',' },
      { text: 'Lovelace', startMs: 100, endMs: 300 },
      { text: '.' },
    ];
    const said = { text: 'Ada, Lovelace.', startMs: 0, endMs: 300, words };
    const found = { entityType: 'NAME', segmentIndex: 1, startMs: 0, endMs: 300, startCharacter: 0, endCharacter: 13 };
    const document = audioOutput({ turns: [said, said], sensitiveData: [found] });
    expect(document).toMatchObject({
      audio_segments: [
        { sensitive_data_detection: [] },
        { sensitive_data_detection: [{ content: 'Ada, Lovelace', audio_item_indices: [4, 5, 6] }] },
      ],
    });
  });

  it('numbers turns and shots through all chapters of a video, and counts its frames', () => {
    const document = videoOutput({
      media: { frameRateFps: 25 },
      chapters: [
        { startMs: 0, endMs: 1_600, turns: turns.slice(0, 1) },
        { startMs: 1_640, endMs: 62_000, turns: turns.slice(1) },
      ],
    });
    expect(document).toMatchObject({
      shots: [{ chapter_indices: [0] }, { shot_index: 1, chapter_indices: [1], duration_millis: 60_360 }],
      chapters: [
        { audio_segments: [{ segment_index: 0 }], end_frame_index: 40, end_timecode_smpte: '00:00:01:15' },
        { audio_segments: [{ segment_index: 1 }, { segment_index: 2 }], end_timecode_smpte: '00:01:02:00' },
      ],
    });
  });
});

const failed = { type: 'job_failed', job: { jobId: 'job-7', folder: 'call-7' } };

it.each<[BdaJobOutcome, object]>([
  ['Created', { type: 'ignored' }],
  ['Succeeded', { type: 'job_finished', job: { jobId: 'job-7', resultUri: `${FOLDER}job_metadata.json` } }],
  ['Failed With Client Error', failed],
  ['Failed With Service Error', failed],
])('an event of a job that %s is understood', (outcome, expected) => {
  const event = { jobId: 'job-7', folder: FOLDER, input, outcome, time: '2026-09-14T09:38:21Z' };
  expect(unwrap(jobEvent(event), 0, DEFAULT_LAYOUT)).toMatchObject([expected]);
});
