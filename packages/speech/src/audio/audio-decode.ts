import type { ByteDecoder } from './decode-bytes.js';
import { findPackage } from './find-package.js';
import type { PackagedSound, SoundBlock } from './sound-source.js';

/** How the package audio-decode decodes a form: `decode` gives its decoder what is in the file, from the beginning. */
export function withAudioDecode(
  form: 'aac' | 'wma' | 'aiff' | 'caf' | 'qoa',
  decode: (decoder: ByteDecoder) => AsyncIterable<SoundBlock>,
): PackagedSound {
  return {
    async open() {
      const decodeAudio = (await findPackage(() => import('audio-decode')))?.default;
      if (decodeAudio === undefined) return undefined;
      return async function* () {
        const decoder = await decodeAudio[form]();
        yield* decode({
          decode: (bytes) => decoder(bytes),
          flush: () => decoder(),
          free: () => decoder.free(),
        });
      };
    },
  };
}
