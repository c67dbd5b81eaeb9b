import { boxesIn, type Mp4Box } from './mp4-boxes.js';
import { type Mp4Edit, playedAt } from './mp4-edits.js';
import type { Mp4FragmentDefaults, Mp4Index, Mp4Tables, Mp4Track } from './mp4-track.js';
import { MAX_PACKET_BYTES } from './packet.js';
import type { ReadAt } from './sound-file.js';

/** Where a part of the sound is in the file, and when it is played. */
export interface Mp4Sample {
  readonly position: number;
  readonly bytes: number;
  readonly startS: number;
}

/** Samples that aren't compressed are taken together up to this many. */
const FRAMES_AT_ONCE = 2_048;

/** The samples of a track that are played, in the order of the file. */
export async function* mp4Samples(
  read: ReadAt,
  boxes: readonly Mp4Box[],
  index: Mp4Index,
  { tables, edits, packetCodec }: Mp4Track,
  sizeBytes: number,
): AsyncGenerator<Mp4Sample> {
  if (tables.timescale === 0) return;
  const frameBytes = packetCodec?.name === 'pcm' ? packetCodec.form.bytes * packetCodec.channelCount : undefined;
  let time = 0;
  for (const sample of tabledSamples(tables, frameBytes, sizeBytes)) {
    time = sample.time + sample.duration;
    const played = playedSample(sample, tables.timescale, edits);
    if (played) yield played;
  }
  if (!index.isFragmented) return;
  const defaults = index.fragmentDefaults.get(tables.trackId) ?? { duration: 0, bytes: 0 };
  for (const { type, from, bodyFrom, to } of boxes) {
    if (type !== 'moof') continue;
    const bytes = await read(from, to - from);
    for (const sample of fragmentSamples(bytes, bodyFrom - from, from, tables.trackId, defaults, time)) {
      time = sample.time + sample.duration;
      const played = playedSample(sample, tables.timescale, edits);
      if (played) yield played;
    }
  }
}

interface TimedSample {
  readonly position: number;
  readonly bytes: number;
  /** In units of the track. */
  readonly time: number;
  readonly duration: number;
}

function playedSample(
  { position, bytes, time, duration }: TimedSample,
  timescale: number,
  edits: readonly Mp4Edit[],
): Mp4Sample | undefined {
  const startS = playedAt(edits, time / timescale, (time + duration) / timescale);
  return startS === undefined || bytes > MAX_PACKET_BYTES ? undefined : { position, bytes, startS };
}

/** `frameBytes`: how long each sample is, where the file counts them singly. */
function* tabledSamples(tables: Mp4Tables, frameBytes: number | undefined, sizeBytes: number): Generator<TimedSample> {
  const { sizes, chunks, runs, durations, hasLongOffsets } = tables;
  if (sizes.length < 12 || chunks.length < 8 || runs.length < 20 || durations.length < 16) return;
  const equal = sizes.readUInt32BE(4);
  const count = sizes.readUInt32BE(8);
  const chunkCount = chunks.readUInt32BE(4);
  const runCount = runs.readUInt32BE(4);
  let run = 0;
  let line = 0;
  let lineLeft = durations.readUInt32BE(8);
  let time = 0;
  // No file holds more samples than bytes, whatever its tables say.
  let left = sizeBytes;
  for (let chunk = 0, sample = 0; chunk < chunkCount && sample < count; chunk++) {
    let position = hasLongOffsets ? Number(chunks.readBigUInt64BE(8 + 8 * chunk)) : chunks.readUInt32BE(8 + 4 * chunk);
    while (run + 1 < runCount && runs.readUInt32BE(8 + 12 * (run + 1)) <= chunk + 1) run++;
    const end = Math.min(count, sample + runs.readUInt32BE(12 + 12 * run));
    while (sample < end) {
      while (lineLeft === 0 && 8 + 8 * (line + 2) <= durations.length)
        lineLeft = durations.readUInt32BE(8 + 8 * ++line);
      const taken = frameBytes ? Math.min(end - sample, Math.max(1, lineLeft), FRAMES_AT_ONCE) : 1;
      const duration = taken * durations.readUInt32BE(12 + 8 * line);
      const bytes = frameBytes ? taken * frameBytes : equal || sizes.readUInt32BE(12 + 4 * sample);
      left -= bytes;
      if (left < 0) return;
      yield { position, bytes, time, duration };
      position += bytes;
      time += duration;
      sample += taken;
      lineLeft -= Math.min(lineLeft, taken);
    }
  }
}

/** Flags of `tfhd` and `trun` that say which fields are there, in the order of the fields, with the fields' lengths. */
const BASE_OFFSET = 0x1;
const DESCRIPTION = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_BYTES = 0x10;
const DATA_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const DURATION = 0x100;
const BYTES = 0x200;
const SAMPLE_FLAGS = 0x400;
const COMPOSITION = 0x800;

function* fragmentSamples(
  bytes: Buffer,
  bodyFrom: number,
  moofAt: number,
  trackId: number,
  trackDefaults: Mp4FragmentDefaults,
  timeBefore: number,
): Generator<TimedSample> {
  let time = timeBefore;
  for (const { type, bodyFrom: trafFrom, to: trafTo } of boxesIn(bytes, bodyFrom, bytes.length)) {
    if (type !== 'traf') continue;
    const boxes = [...boxesIn(bytes, trafFrom, trafTo)];
    const body = (name: string) =>
      boxes.filter((box) => box.type === name).map((box) => bytes.subarray(box.bodyFrom, box.to));
    const [header] = body('tfhd');
    if (header === undefined || header.length < 8 || header.readUInt32BE(4) !== trackId) continue;
    const fields = new Fields(header, 8, header.readUIntBE(1, 3));
    const base = fields.next(BASE_OFFSET, 8) ?? moofAt;
    fields.next(DESCRIPTION, 4);
    const duration = fields.next(DEFAULT_DURATION, 4) ?? trackDefaults.duration;
    const size = fields.next(DEFAULT_BYTES, 4) ?? trackDefaults.bytes;
    const [decodeTime] = body('tfdt');
    if (decodeTime && decodeTime.length >= (decodeTime[0] === 1 ? 12 : 8))
      time = decodeTime[0] === 1 ? Number(decodeTime.readBigUInt64BE(4)) : decodeTime.readUInt32BE(4);
    let position = base;
    for (const run of body('trun')) {
      if (run.length < 8) continue;
      const flags = run.readUIntBE(1, 3);
      const entries = new Fields(run, 8, flags);
      const offset = entries.next(DATA_OFFSET, 4);
      if (offset !== undefined) position = base + (offset | 0);
      entries.next(FIRST_FLAGS, 4);
      for (let left = run.readUInt32BE(4); left > 0 && entries.hasMore; left--) {
        const sample = {
          position,
          time,
          duration: entries.next(DURATION, 4) ?? duration,
          bytes: entries.next(BYTES, 4) ?? size,
        };
        entries.next(SAMPLE_FLAGS, 4);
        entries.next(COMPOSITION, 4);
        yield sample;
        position += sample.bytes;
        time += sample.duration;
      }
    }
  }
}

/** Fields one after the other, of which some are left out. */
class Fields {
  readonly #bytes: Buffer;
  readonly #flags: number;
  #at: number;

  constructor(bytes: Buffer, at: number, flags: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#flags = flags;
  }

  get hasMore(): boolean {
    return this.#at <= this.#bytes.length;
  }

  next(flag: number, length: 4 | 8): number | undefined {
    if ((this.#flags & flag) === 0) return undefined;
    const at = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) return 0;
    return length === 8 ? Number(this.#bytes.readBigUInt64BE(at)) : this.#bytes.readUInt32BE(at);
  }
}
