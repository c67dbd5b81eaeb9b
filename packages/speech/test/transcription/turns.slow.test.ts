import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { findModels } from '../../src/transcription/models.js';
import { type Plan, planOf } from '../../src/transcription/plan.js';
import { survey } from '../../src/transcription/survey.js';
import { Transcriber } from '../../src/transcription/transcriber.js';
import { recordingOf } from './sound-recording.js';
import { NON_SPEECH, soundOf, whiteNoise } from './sounds.js';

const CALL = join(import.meta.dirname, '../../../../examples/recordings/gym-charged-twice_20261104T1405Z.mp3');
/** Where the agent, on the left, and the caller, on the right, speak in turns, in seconds. */
const TURNS = [
  [0, 1.1, 6.9],
  [1, 7.4, 14],
  [0, 22.8, 28.3],
  [1, 28.8, 35.8],
  [0, 36.4, 42.9],
  [1, 43.4, 47.8],
] as const;
const GOODBYE = [1, 84.4, 86.3] as const;

let folder: string;
let channels: Float32Array[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-turns-'));
  const blocks: Float32Array[][] = [[], []];
  for await (const block of (await openRecording(CALL)).samples()) {
    for (const [channel, samples] of block.entries()) blocks[channel]?.push(samples);
  }
  channels = blocks.map((parts) => joined(...parts));
});
afterAll(() => rmSync(folder, { recursive: true }));

function joined(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function spoken([channel, start, end]: readonly [channel: 0 | 1, start: number, end: number]): Float32Array {
  return channels[channel]?.subarray(start * SAMPLE_RATE_HZ, end * SAMPLE_RATE_HZ) ?? new Float32Array();
}

const silence = (seconds: number) => new Float32Array(seconds * SAMPLE_RATE_HZ);

/** What would be recognized, without recognizing it. */
async function planned(...sounds: readonly Float32Array[]): Promise<Plan> {
  const recording = recordingOf(...sounds);
  const found = await survey(recording, findModels().speechDetector ?? '', undefined, () => {});
  return planOf(recording, found, undefined);
}

const startsOf = ({ passages }: Plan) => passages.map(({ regions }) => (regions[0]?.start ?? 0) / 100);

/** Where another speaker begins than spoke before: from 0, with the seconds. */
function turnsIn({ passages }: Plan): { readonly speaker: number; readonly start: number }[] {
  const regions = passages.flatMap((passage) => passage.regions);
  return regions
    .filter(({ speaker }, index) => speaker !== regions[index - 1]?.speaker)
    .map(({ speaker, start }) => ({ speaker, start: start / 100 }));
}

describe('in one channel', () => {
  it('speakers are told apart even if they leave no pause to speak of', async () => {
    const plan = await planned(joined(silence(1), ...TURNS.flatMap((turn) => [spoken(turn), silence(0.1)])));
    expect(plan.speakers).toBe('estimated');
    const turns = turnsIn(plan);
    expect(turns.map(({ speaker }) => speaker)).toEqual([0, 1, 0, 1, 0, 1]);
    let at = 1;
    for (const [index, [, start, end]] of TURNS.entries()) {
      expect(Math.abs((turns[index]?.start ?? 0) - at)).toBeLessThan(0.6);
      at += end - start + 0.1;
    }
  });

  it('who speaks alone is one speaker, with noise on the line as well', async () => {
    const alone = channels[1] ?? new Float32Array();
    const hiss = soundOf(whiteNoise(9, 0.01), 90);
    for (const sound of [alone, alone.map((sample, index) => sample + (hiss[index] ?? 0))]) {
      const plan = await planned(sound);
      expect(plan.passages.length).toBeGreaterThan(3);
      expect(turnsIn(plan).map(({ speaker }) => speaker)).toEqual([0]);
    }
  });

  it('a few seconds are not enough to tell two voices from one', async () => {
    const plan = await planned(spoken(GOODBYE));
    expect(turnsIn(plan).map(({ speaker }) => speaker)).toEqual([0]);
  });
});

describe('in two channels', () => {
  it('who has a channel with both, and one with his own, is not heard twice', async () => {
    const [agent = new Float32Array(), caller = new Float32Array()] = channels.map((channel) =>
      channel.subarray(0, 48 * SAMPLE_RATE_HZ),
    );
    const mixed = agent.map((sample, index) => (sample + (caller[index] ?? 0)) / 2);
    const apart = await planned(agent, caller);
    const plan = await planned(mixed, caller);
    expect(plan.passages.map(({ channel }) => channel)).toEqual(apart.passages.map(({ channel }) => channel));
    for (const [index, start] of startsOf(plan).entries()) {
      expect(Math.abs(start - (startsOf(apart)[index] ?? 0))).toBeLessThan(0.6);
    }
  });

  it('a turn of a second is heard, and keeps its time', async () => {
    const left = joined(silence(2), spoken(TURNS[0]), silence(4));
    const right = joined(silence(9), spoken(GOODBYE), silence(2));
    const plan = await planned(left, right.subarray(0, left.length));
    expect(turnsIn(plan).map(({ speaker }) => speaker)).toEqual([0, 1]);
    expect(startsOf(plan)[0]).toBeCloseTo(2, 0);
    expect(startsOf(plan)[1]).toBeCloseTo(9.2, 0);
  });
});

it('no word of one channel begins or ends what is said in the other, which it leaks into', async () => {
  const transcriber = await Transcriber.open({ model: 'tiny', cacheFolder: folder, secondOpinion: false });
  const said: string[] = [];
  for (const [start, end, leak] of [
    [84.5, 85.5, 0.25],
    [57.8, 58.6, 0.1],
  ] as const) {
    const between = spoken([1, start, end]);
    const own = joined(silence(1), spoken(TURNS[4]), silence(end - start + 0.1), spoken([0, 48.4, 52.9]), silence(1));
    const other = new Float32Array(own.length);
    other.set(between, (1 + 6.5 + 0.05) * SAMPLE_RATE_HZ);
    const leaked = own.map((sample, index) => sample + leak * (other[index] ?? 0));
    const { segments } = await transcriber.transcribe(recordingOf(leaked, other));
    said.push(...segments.filter(({ channel }) => channel === 0).map(({ text }) => text));
  }
  expect(said).toHaveLength(4);
  expect(said.filter((_, index) => index % 2 === 0)).toEqual([0, 1].map(() => expect.stringMatching(/side\.$/)));
  expect(said.filter((_, index) => index % 2 === 1)).toEqual([0, 1].map(() => expect.stringMatching(/^I understand/)));
});

describe('among other sounds', () => {
  it.each(['music in noise', 'ringing in the US', 'dialling (DTMF)', 'pink noise'])(
    'speech after %s is heard, and nothing of what came before it',
    async (name) => {
      const before = soundOf(NON_SPEECH[name]?.() ?? (() => 0), 12);
      const plan = await planned(joined(before, spoken(TURNS[0])));
      expect(plan.passages).toHaveLength(1);
      expect(startsOf(plan)[0]).toBeGreaterThan(11.3);
    },
  );

  it('speech is found however quiet it is', async () => {
    const loud = joined(...TURNS.slice(0, 3).flatMap((turn) => [spoken(turn), silence(1.5)]));
    const [usual, quiet] = [await planned(loud), await planned(loud.map((sample) => sample * 0.02))];
    expect(startsOf(quiet)).toEqual(startsOf(usual).map((start) => expect.closeTo(start, 0)));
  });

  it('speech is found in noise ten decibels below it', async () => {
    const said = joined(...TURNS.flatMap((turn) => [spoken(turn), silence(1.5)]));
    const level = Math.sqrt(said.reduce((sum, sample) => sum + sample * sample, 0) / said.length);
    const noise = soundOf(
      whiteNoise(10, level * Math.sqrt(3) * 10 ** (-10 / 20)),
      Math.ceil(said.length / SAMPLE_RATE_HZ),
    );
    const plan = await planned(said.map((sample, index) => sample + (noise[index] ?? 0)));
    expect(plan.passages.length).toBeGreaterThanOrEqual(TURNS.length);
  });
});

describe('models', () => {
  it('that are broken are refused, with the file', async () => {
    mkdirSync(join(folder, 'tiny'));
    for (const file of ['encoder_model.onnx', 'decoder_model_merged.onnx']) {
      writeFileSync(join(folder, 'tiny', file), 'no model');
    }
    const opening = Transcriber.open({ model: 'tiny', modelsFolder: folder, cacheFolder: folder });
    await expect(opening).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
      details: { label: expect.stringContaining('tiny'), encoder: join(folder, 'tiny/encoder_model.onnx') },
    });
  });

  it('of another language recognize speech in it, whichever there is', async () => {
    const { tiny } = findModels().speech['en'] ?? {};
    mkdirSync(join(folder, 'tiny-es'));
    symlinkSync(tiny?.encoder ?? '', join(folder, 'tiny-es/encoder_model.onnx'));
    symlinkSync(tiny?.decoder ?? '', join(folder, 'tiny-es/decoder_model_merged.onnx'));
    const options = { model: 'base', modelsFolder: folder, cacheFolder: folder } as const;
    const transcriber = await Transcriber.open({ ...options, language: 'es-MX' });
    expect([transcriber.language, transcriber.model]).toEqual(['es', "Moonshine tiny es, of the user's own"]);
    await expect(Transcriber.open({ ...options, language: 'de' })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
      details: { field: 'language', expected: 'en, es' },
    });
  });

  it('of which the second is broken give no confidence, and say why', async () => {
    const { tiny } = findModels().speech['en'] ?? {};
    const modelsFolder = mkdtempSync(join(folder, 'second-'));
    for (const name of ['tiny', 'base']) mkdirSync(join(modelsFolder, name));
    for (const [part, file] of [
      ['encoder', 'encoder_model.onnx'],
      ['decoder', 'decoder_model_merged.onnx'],
    ] as const) {
      symlinkSync(tiny?.[part] ?? '', join(modelsFolder, 'tiny', file));
      writeFileSync(join(modelsFolder, 'base', file), 'no model');
    }
    const sound = recordingOf(joined(silence(0.5), spoken(GOODBYE)));
    for (const [secondOpinion, why] of [
      [true, /Moonshine base.*can't be loaded/],
      [false, /switched off/],
    ] as const) {
      const options = { model: 'tiny', modelsFolder, cacheFolder: folder, secondOpinion } as const;
      const heard = await (await Transcriber.open(options)).transcribe(sound);
      expect(heard).not.toHaveProperty('confidence');
      expect(heard.withoutConfidence).toMatch(why);
    }
  });

  it('say what they are', async () => {
    const transcriber = await Transcriber.open({ model: 'tiny', cacheFolder: folder, secondOpinion: false });
    expect(transcriber.model).toMatch(/Moonshine tiny.*0\.1\.14/);
  });
});
