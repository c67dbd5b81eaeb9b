import { type ByteDecoder, type DecodedSound, isSound, MAX_SILENT_BYTES } from './decode-bytes.js';
import type { Packet } from './packet.js';
import { isUnlikelyRate } from './refusal.js';
import type { SoundBlock } from './sound-source.js';

/** Decodes one packet at a time. */
export interface PacketDecoder extends ByteDecoder {
  /** Sound comes out with the packet after the one that holds it. @defaultValue false: with the packet itself */
  readonly isLate?: boolean;
  /** By how many seconds the decoder's filters delay the sound. @defaultValue 0 */
  delayS?(sampleRateHz: number): number;
}

/** Clocks of files are rounded to milliseconds, and encoders' frames are up to 26 ms long. */
const TOLERANCE_S = 0.03;
/** The longest frame of AAC, at 7,350 Hz with half as many samples again. */
const LONGEST_PRIMING_S = 0.3;
/** A longer hole is damage, unless the file is at least as long as that. */
export const LONGEST_HOLE_S = 600;
/** What decoders need to get going is at most so long before the sound. */
const LONGEST_LEAD_S = 1;
/** Sound that overlaps what came before by more than this belongs to a clock that started again. */
const LONGEST_OVERLAP_S = 0.2;

/**
 * Decodes packets and puts their sound where the file's clock has it: what wasn't recorded, can't be decoded or begins
 * late becomes silence.
 * @param endS where the sound ends by the file's clock, if it says so
 */
export async function* onTimeline(
  packets: AsyncIterable<Packet>,
  decoder: PacketDecoder,
  endS?: number,
): AsyncGenerator<SoundBlock> {
  const timeline = new Timeline(endS);
  let before: Packet | undefined;
  let isFirst = true;
  // What an encoder puts in front of the sound, where the file doesn't say so.
  let primingS: number | undefined = 0;
  let silentBytes = 0;
  try {
    for await (const packet of believable(packets)) {
      const { data, startS } = packet;
      const decoding = decodeOrNothing(decoder, data);
      const decoded = decoding instanceof Promise ? await decoding : decoding;
      silentBytes = isSound(decoded) ? 0 : silentBytes + data.length;
      if (silentBytes > MAX_SILENT_BYTES) throw new Error(`No sound in ${MAX_SILENT_BYTES} bytes`);
      primingS ??= startS !== undefined && startS <= LONGEST_PRIMING_S ? startS : 0;
      if (isFirst && startS === 0 && !decoder.isLate && !isSound(decoded)) primingS = undefined;
      isFirst = false;
      const at = startOf(decoder.isLate ? before : packet, decoded);
      before = packet;
      const delayS = (primingS ?? 0) + (decoder.delayS?.(decoded.sampleRate) ?? 0);
      yield* timeline.place(decoded, at === undefined ? undefined : at - delayS);
    }
    const rest = await decoder.flush?.();
    if (rest) yield* timeline.place(rest, startOf(before, rest));
  } finally {
    decoder.free?.();
  }
}

/** When the sound that came out of a packet begins. */
function startOf(packet: Packet | undefined, { channelData, sampleRate }: DecodedSound): number | undefined {
  if (packet?.endS === undefined) return packet?.startS;
  return packet.endS - (channelData[0]?.length ?? 0) / Math.max(1, sampleRate);
}

const NOTHING: DecodedSound = { channelData: [], sampleRate: 0 };

/** Waits only for what has to be waited for: packets are many. */
function decodeOrNothing(decoder: ByteDecoder, data: Uint8Array): DecodedSound | Promise<DecodedSound> {
  try {
    const decoding = decoder.decode(data);
    return decoding instanceof Promise ? decoding.catch(() => NOTHING) : decoding;
  } catch {
    return NOTHING;
  }
}

/** Without times that the next packet contradicts. */
async function* believable(packets: AsyncIterable<Packet>): AsyncGenerator<Packet> {
  let held: Packet | undefined;
  for await (const next of packets) {
    if (held) yield isContradicted(held, next) ? { data: held.data } : held;
    // The bytes may be overwritten by those of the next.
    held = { ...next, data: next.data.slice() };
  }
  if (held) yield held;
}

function isContradicted(packet: Packet, next: Packet): boolean {
  const [time, nextTime] = [packet.startS ?? packet.endS, next.startS ?? next.endS];
  return time !== undefined && nextTime !== undefined && nextTime < time;
}

class Timeline {
  readonly #endS: number;
  #positionS = 0;
  /** What to add to the file's clock since it went back. */
  #shiftS = 0;

  constructor(endS: number | undefined) {
    this.#endS = endS ?? Number.POSITIVE_INFINITY;
  }

  /** The sound, with silence before it where its time is later than what is there already. */
  *place({ channelData, sampleRate }: DecodedSound, startS: number | undefined): Generator<SoundBlock> {
    const length = Math.max(0, ...channelData.map((channel) => channel.length));
    if (length === 0) return;
    // What a damaged header may say takes all memory.
    if (isUnlikelyRate(sampleRate)) throw new Error(`a sampling rate of ${sampleRate} Hz`);
    const missingS = startS === undefined ? 0 : this.#missing(startS);
    if (missingS > 0) yield* this.#silence(missingS, channelData.length, sampleRate);
    const from = Math.min(length, Math.round(Math.max(0, -missingS) * sampleRate));
    const room = Math.max(0, Math.round((this.#endS - this.#positionS) * sampleRate));
    const to = Math.min(length, from + room);
    if (to === from) return;
    this.#positionS += (to - from) / sampleRate;
    yield { channels: channelData.map((channel) => channel.subarray(from, to)), sampleRateHz: sampleRate };
  }

  /** How much silence to put before the sound; how much of it to leave out, if that is negative. In seconds. */
  #missing(startS: number): number {
    const byClock = startS - this.#positionS;
    // Up to the beginning every sample counts.
    if (this.#positionS === 0 && byClock < 0 && byClock >= -LONGEST_LEAD_S) return byClock;
    if (Math.abs(byClock) <= TOLERANCE_S) this.#shiftS = 0;
    if (Math.abs(byClock + this.#shiftS) <= TOLERANCE_S) return 0;
    if (byClock > 0) {
      if (byClock > LONGEST_HOLE_S && !(startS <= this.#endS && this.#endS < Number.POSITIVE_INFINITY))
        return this.#restart(byClock);
      this.#shiftS = 0;
      return byClock;
    }
    const shifted = byClock + this.#shiftS;
    if (shifted > 0 && shifted <= LONGEST_HOLE_S) return shifted;
    return shifted < 0 && shifted >= -LONGEST_OVERLAP_S ? shifted : this.#restart(byClock);
  }

  /** Goes on with the sound right here. */
  #restart(byClock: number): number {
    this.#shiftS = -byClock;
    return 0;
  }

  *#silence(seconds: number, channelCount: number, sampleRateHz: number): Generator<SoundBlock> {
    const second = Math.round(sampleRateHz);
    for (let left = Math.round(seconds * sampleRateHz); left > 0; left -= second) {
      const silence = new Float32Array(Math.min(left, second));
      yield { channels: Array.from({ length: channelCount }, () => silence), sampleRateHz };
    }
    this.#positionS += Math.round(seconds * sampleRateHz) / sampleRateHz;
  }
}
