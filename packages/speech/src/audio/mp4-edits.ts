/** A part of a track's own time, and where the file plays it. In seconds. */
export interface Mp4Edit {
  readonly mediaFromS: number;
  /** Infinite where the length isn't known. */
  readonly mediaToS: number;
  readonly startS: number;
  readonly endS: number;
}

/** Reads an edit list: what a track leaves out, and what it waits for. Empty where everything is played from the start. */
export function readEdits(elst: Buffer, movieTimescale: number, mediaTimescale: number): readonly Mp4Edit[] {
  if (elst.length < 8 || movieTimescale === 0 || mediaTimescale === 0) return [];
  const isLong = elst[0] === 1;
  const lineBytes = isLong ? 20 : 12;
  const end = Math.min(elst.length, 8 + lineBytes * elst.readUInt32BE(4));
  const edits: Mp4Edit[] = [];
  let startS = 0;
  for (let at = 8; at + lineBytes <= end; at += lineBytes) {
    const lengthS = (isLong ? Number(elst.readBigUInt64BE(at)) : elst.readUInt32BE(at)) / movieTimescale;
    const mediaTime = isLong ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4);
    const mediaFromS = mediaTime / mediaTimescale;
    const isOpen = lengthS === 0;
    if (mediaTime >= 0) {
      // Files that play something twice or backwards are played as they lie.
      if (mediaFromS < (edits.at(-1)?.mediaToS ?? 0)) return edits;
      const mediaToS = isOpen ? Number.POSITIVE_INFINITY : mediaFromS + lengthS;
      edits.push({ mediaFromS, mediaToS, startS, endS: startS + mediaToS - mediaFromS });
    }
    if (isOpen) return edits;
    startS += lengthS;
  }
  return edits;
}

/** When a sample is played that begins at some time of its track; `undefined` when it isn't. */
export function playedAt(edits: readonly Mp4Edit[], fromS: number, toS: number): number | undefined {
  const edit = edits.find(({ mediaToS }) => fromS < mediaToS);
  if (edit === undefined) return edits.length === 0 ? fromS : undefined;
  const isBefore = toS <= edit.mediaFromS;
  // Decoders need what precedes the first sound to get going.
  if (isBefore && (edit !== edits[0] || edit.mediaFromS - toS > 1)) return undefined;
  return edit.startS + fromS - edit.mediaFromS;
}
