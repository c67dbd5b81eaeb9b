/** The outline of a recording's sound: see `GET /calls/{hash}/peaks`. */
export interface Peaks {
  readonly pointMs: number;
  readonly length: number;
  readonly channelCount: number;
  /** How loud a channel is at a point, 0-1. */
  readonly loudness: (point: number, channel: number) => number;
}

const HEADER_BYTES = 24;
const LOUDEST = 127;

/** Reads audiowaveform data of version 2 with 8 bits; `undefined` where it is something else. */
export function readPeaks(file: ArrayBuffer): Peaks | undefined {
  if (file.byteLength < HEADER_BYTES) return undefined;
  const header = new DataView(file);
  const [version, flags, rateHz, samples, length, channelCount] = [0, 4, 8, 12, 16, 20].map((at) =>
    header.getUint32(at, true),
  ) as [number, number, number, number, number, number];
  const values = new Int8Array(file, HEADER_BYTES);
  if (version !== 2 || flags !== 1 || values.length < length * channelCount * 2) return undefined;
  return {
    pointMs: (samples * 1_000) / rateHz,
    length,
    channelCount,
    loudness: (point, channel) => {
      const at = (point * channelCount + channel) * 2;
      return Math.max(-(values[at] ?? 0), values[at + 1] ?? 0) / LOUDEST;
    },
  };
}
