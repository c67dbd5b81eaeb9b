import { FRAME_HEADER_BYTES, type MpegFrame, mpegFrameAt } from './mpeg-frame.js';

/** Frames of one kind that lie one after the other. */
export interface MpegRun {
  /** Where in the file they begin. */
  readonly from: number;
  readonly bytes: Uint8Array;
  readonly frames: readonly MpegFrame[];
}

/**
 * Picks the frames out of what may hold tags, damage or rubbish between them. A frame counts when the one before it led
 * here, or when it leads to another of its kind.
 * @param from where in the file the bytes begin
 */
export async function* mpegFrames(blocks: AsyncIterable<Uint8Array>, from = 0): AsyncGenerator<MpegRun> {
  let bytes: Uint8Array = new Uint8Array(0);
  let before: MpegFrame | undefined;
  let position = from;
  for await (const block of blocks) {
    bytes = bytes.length === 0 ? block : Buffer.concat([bytes, block]);
    const found = framesIn(bytes, before, false, position);
    yield* found.runs;
    before = found.last;
    bytes = bytes.subarray(found.to);
    position += found.to;
  }
  yield* framesIn(bytes, before, true, position).runs;
}

interface Found {
  readonly runs: readonly MpegRun[];
  /** Up to where the bytes are dealt with. */
  readonly to: number;
  /** The frame that ends there, if one does. */
  readonly last: MpegFrame | undefined;
}

function framesIn(bytes: Uint8Array, before: MpegFrame | undefined, isEnd: boolean, position: number): Found {
  const runs: MpegRun[] = [];
  let last = before;
  let frames: MpegFrame[] = [];
  let from = 0;
  let at = 0;
  const finish = (): void => {
    if (frames.length > 0) runs.push({ from: position + from, bytes: bytes.subarray(from, at), frames });
    frames = [];
  };
  while (at < bytes.length) {
    const frame = mpegFrameAt(bytes, at);
    const end = at + (frame?.bytes ?? 0);
    const led = frame !== undefined && frame.kind === last?.kind;
    if (!isEnd && (frame ? end + (led ? 0 : FRAME_HEADER_BYTES) : at + FRAME_HEADER_BYTES) > bytes.length) break;
    const counts = frame && end <= bytes.length && (led || leadsOn(bytes, end, frame));
    if (counts) {
      if (!led) finish();
      if (frames.length === 0) from = at;
      frames.push(frame);
      last = frame;
      at = end;
    } else {
      finish();
      last = undefined;
      const next = bytes.indexOf(0xff, at + 1);
      at = next < 0 ? bytes.length : next;
    }
  }
  finish();
  return { runs, to: at, last };
}

/** Whether another frame of the same kind follows. At the very end nothing can. */
function leadsOn(bytes: Uint8Array, end: number, frame: MpegFrame): boolean {
  return end === bytes.length || mpegFrameAt(bytes, end)?.kind === frame.kind;
}
