import { EarshotError } from '../errors.js';
import type { AnalysisJob } from './job.js';
import type { TimeSpan } from './span.js';
import type { ObjectUri } from './uri.js';

/** The outline of a recording's sound: points in the order of time, the same number for each channel. */
export interface Peaks {
  readonly channelCount: number;
  readonly sampleRateHz: number;
  /** Samples of a channel that a point stands for. */
  readonly samplesPerPoint: number;
  /** Of each point, for each channel, the lowest sample and the highest one, of which -127 and 127 are the extremes. */
  readonly values: Int8Array;
}

/** The name of a job's peaks in the job's folder. */
const PEAKS_NAME = 'peaks.dat';
const VERSION = 2;
/** That values have 8 bits. */
const FLAGS = 1;
const HEADER_BYTES = 24;
const VALUES_PER_CHANNEL = 2;

/** Where the peaks of a job's recording belong; `undefined` when the job has no folder. */
export function peaksUriOf({ outputUri }: Pick<AnalysisJob, 'outputUri'>): ObjectUri | undefined {
  return outputUri?.endsWith('/') ? (`${outputUri}${PEAKS_NAME}` as ObjectUri) : undefined;
}

/**
 * Peaks as a file that players' waveform views read: the binary format of audiowaveform, version 2, with values of 8 bits.
 * https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
export function peaksFile({ channelCount, sampleRateHz, samplesPerPoint, values }: Peaks): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEADER_BYTES + values.length);
  const length = values.length / (channelCount * VALUES_PER_CHANNEL);
  const header = new DataView(file.buffer);
  for (const [at, value] of [VERSION, FLAGS, sampleRateHz, samplesPerPoint, length, channelCount].entries()) {
    header.setUint32(at * 4, value, true);
  }
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.length), HEADER_BYTES);
  return file;
}

/**
 * The same file with every point flat that a span touches.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it isn't such a file
 */
export function silencedPeaks(file: Uint8Array, spans: readonly TimeSpan[]): Uint8Array<ArrayBuffer> {
  const silenced = file.slice();
  const { pointMs, pointBytes, length } = layoutOf(silenced);
  for (const { startMs, endMs } of spans) {
    const end = Math.min(length, Math.ceil(endMs / pointMs));
    const start = Math.min(end, Math.floor(startMs / pointMs));
    silenced.fill(0, HEADER_BYTES + start * pointBytes, HEADER_BYTES + end * pointBytes);
  }
  return silenced;
}

function layoutOf(file: Uint8Array<ArrayBuffer>): { pointMs: number; pointBytes: number; length: number } {
  const header = new DataView(file.buffer, file.byteOffset, file.length);
  const field = (at: number) => (file.length < HEADER_BYTES ? 0 : header.getUint32(at * 4, true));
  const [version, flags, rateHz, samples, length, channelCount] = [0, 1, 2, 3, 4, 5].map(field) as number[];
  const pointBytes = (channelCount ?? 0) * VALUES_PER_CHANNEL;
  const pointMs = ((samples ?? 0) * 1_000) / (rateHz || 1);
  const isKnown = version === VERSION && flags === FLAGS && pointMs > 0;
  if (!isKnown || length === undefined || file.length !== HEADER_BYTES + length * pointBytes) {
    throw new EarshotError('EARSHOT_UNREADABLE', `${PEAKS_NAME}: expected audiowaveform data of version ${VERSION}`);
  }
  return { pointMs, pointBytes, length };
}
