/** A part of the sound that is decoded by itself. */
export interface Packet {
  readonly data: Uint8Array;
  /** When it is played, in seconds by the file's clock. Negative for what precedes the sound. Absent: right after the last. */
  readonly startS?: number | undefined;
  /** When the last of its sound has been played, where only that is known. */
  readonly endS?: number | undefined;
}

/** More than any packet of sound has. */
export const MAX_PACKET_BYTES = 4 * 1_024 * 1_024;
