import type { DocumentFormat } from '../document-format.js';
import { beginsWithCue } from './timing.js';

/** WebVTT, as Teams, Zoom, YouTube and many others export it. */
export const webvttDocument: DocumentFormat = {
  name: 'webvtt',
  title: 'a file of WebVTT captions',
  suffixes: ['.vtt'],
  recognizes: (file) => /^\s*WEBVTT(?:\s|$)/.test(file.text()),
  read: async (file, options) => (await import('./read.js')).readWebVtt(file, options),
};

/** SubRip, and what else has times with an arrow between them, such as WebVTT without its header. */
export const srtDocument: DocumentFormat = {
  name: 'srt',
  title: 'a file of SRT subtitles',
  suffixes: ['.srt'],
  recognizes: (file) => beginsWithCue(file.text()),
  read: async (file, options) => (await import('./read.js')).readSrt(file, options),
};
