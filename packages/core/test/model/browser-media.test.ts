import { expect, it } from 'vitest';
import { mediaTypeOf, playsInBrowsers } from '../../src/model/browser-media.js';
import { objectUri } from '../../src/model/uri.js';

const recording = (name: string) => objectUri('recordings', name, 'local');

it('knows which recordings browsers play as they are', () => {
  const plays = (name: string, codec?: string) =>
    playsInBrowsers(recording(name), codec === undefined ? {} : { codec });
  for (const name of ['a.mp3', 'a.FLAC', 'a.ogg', 'a.m4a', 'a.webm', 'a.mp4']) expect(plays(name), name).toBe(true);
  for (const codec of ['pcm_16', 'pcm_s16le', 'PCM', 'float']) expect(plays('a.wav', codec), codec).toBe(true);
  for (const codec of ['mu-law', 'a-law', 'pcm_mulaw', 'pcm_alaw', 'gsm', undefined]) {
    expect(plays('a.wav', codec), codec ?? 'no codec').toBe(false);
  }
  for (const name of ['a.amr', 'a.wma', 'a.aiff', 'a', 'mp3']) expect(plays(name), name).toBe(false);
  expect(plays('a.mp4', 'amr_nb')).toBe(false);
  expect(playsInBrowsers(recording('a.wav'), undefined)).toBe(false);
});

it('plays movies as movies, or says that browsers play none of their kind', () => {
  const movies = { mp4: 'video/mp4', m4v: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm' };
  for (const [suffix, type] of Object.entries(movies)) {
    expect([mediaTypeOf(recording(`a.${suffix}`)), playsInBrowsers(recording(`a.${suffix}`), {})]).toEqual([
      type,
      true,
    ]);
  }
  const others = { mkv: 'video/x-matroska', avi: 'video/x-msvideo' };
  for (const [suffix, type] of Object.entries(others)) {
    expect([mediaTypeOf(recording(`a.${suffix}`)), playsInBrowsers(recording(`a.${suffix}`), {})]).toEqual([
      type,
      false,
    ]);
  }
});

it('tells the media type by the suffix of the name', () => {
  expect(mediaTypeOf(recording('b/a.WAV'))).toBe('audio/wav');
  expect(mediaTypeOf(recording('a.wav/b'))).toBe('application/octet-stream');
});
