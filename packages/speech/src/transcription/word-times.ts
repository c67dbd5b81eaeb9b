import { FRAME_MS, type FrameRange } from './frames.js';
import type { SpokenWord } from './transcription.js';

/**
 * Gives each word of a text its time: as much of what is sounding as its length is of the text's. Pauses between the
 * ranges are nobody's.
 */
export function timedWords(text: string, sounding: readonly FrameRange[]): SpokenWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const lengths = wordLengths(words);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const frames = sounding.reduce((sum, { start, end }) => sum + end - start, 0);
  let before = 0;
  return words.map((word, index) => {
    const startMs = timeAfter((frames * before) / whole, sounding, 'next');
    before += lengths[index] ?? 0;
    const endMs = timeAfter((frames * before) / whole, sounding, 'last');
    return { text: word, startMs, endMs };
  });
}

/** How long words take to say, in letters: the pause after a word is as long as a letter. */
export function wordLengths(words: readonly string[]): number[] {
  return words.map((word) => word.length + 1);
}

/** When so many frames have sounded; at the seam of two ranges, the end of the last or the start of the next. */
function timeAfter(frames: number, sounding: readonly FrameRange[], seam: 'last' | 'next'): number {
  let left = frames;
  for (const [index, { start, end }] of sounding.entries()) {
    const length = end - start;
    const isLast = index === sounding.length - 1;
    if (isLast || left < length || (seam === 'last' && left === length)) {
      return Math.round((start + Math.min(left, length)) * FRAME_MS);
    }
    left -= length;
  }
  return 0;
}

/** Whether there are words in a text: the model writes marks alone for a breath. */
export function holdsWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
