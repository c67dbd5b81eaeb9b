import type { Passage } from '../../src/transcription/passages.js';

/** A passage of so many seconds of speech, from a second on. */
export function passageAt(second: number, seconds: number, channel = 0): Passage {
  const stretch = { start: second * 100, end: (second + seconds) * 100 };
  return {
    regions: [{ ...stretch, speaker: channel, isDoubtful: false }],
    recognized: stretch,
    channel,
    isDoubtful: false,
  };
}

/** So many different words, that begin with something. */
export function wordsOf(count: number, beginning: string): string {
  return Array.from({ length: count }, (_, index) => `${beginning}${'abcdefghij'[index % 10]}x`).join(' ');
}
