import { openWithAudioDecode } from './audio-decode.js';
import { openWithFfmpeg } from './ffmpeg.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';

/**
 * Reads a recording in a form that isn't built in: with ffmpeg where there is one, which knows every form, else with the
 * package audio-decode where that is installed and does.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it takes what isn't there
 */
export async function openForeign(
  file: SoundFile,
  sound: ForeignSound,
  ffmpeg: string | undefined,
): Promise<SoundSource> {
  if (ffmpeg !== undefined) return openWithFfmpeg(ffmpeg, file, sound);
  const { packaged, name } = sound;
  const refuse = (found: string, expected: string) =>
    refusal('EARSHOT_NOT_SUPPORTED', { path: file.path, found, expected });
  if (packaged === undefined) throw refuse(name, 'ffmpeg to be installed for that');
  if (packaged.obstacle) throw refuse(`${name}, with ${packaged.obstacle}`, 'ffmpeg to be installed for that');
  const source = await openWithAudioDecode(file, sound, packaged);
  if (source === undefined) throw refuse(name, 'ffmpeg or the package audio-decode to be installed for that');
  return source;
}
