import { decodeBytes } from './decode-bytes.js';
import { findPackage } from './find-package.js';
import type { PackagedSound } from './sound-source.js';

/** How the package audio-decode decodes pieces of a file, from its beginning. */
export function withAudioDecode(
  form: 'aac' | 'wma' | 'aiff' | 'caf' | 'qoa',
  pieces: () => AsyncIterable<Uint8Array>,
): PackagedSound {
  return {
    async open() {
      const decodeAudio = (await findPackage(() => import('audio-decode')))?.default;
      if (decodeAudio === undefined) return undefined;
      return async function* () {
        const decoder = await decodeAudio[form]();
        const byteDecoder = {
          decode: (bytes: Uint8Array) => decoder(bytes),
          flush: () => decoder(),
          free: () => decoder.free(),
        };
        yield* decodeBytes(pieces(), () => byteDecoder);
      };
    },
  };
}
