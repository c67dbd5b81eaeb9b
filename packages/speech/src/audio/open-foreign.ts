import { openWithFfmpeg } from './ffmpeg.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';

/**
 * Reads a recording in a form that isn't built in: as a rule with ffmpeg where there is one, which knows every form, else
 * with the package audio-decode where that is installed and does.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it takes what isn't there
 */
export async function openForeign(
  file: SoundFile,
  sound: ForeignSound,
  ffmpeg: string | undefined,
): Promise<SoundSource> {
  const { packaged, name, facts, language, promisedMs, strayBytes } = sound;
  const known = { language, promisedMs, ...(strayBytes && { strayBytes }) };
  const preferred = sound.prefersPackage && !packaged?.obstacle ? await packaged?.open() : undefined;
  if (ffmpeg !== undefined && preferred === undefined)
    return { ...(await openWithFfmpeg(ffmpeg, file, sound)), ...known };
  const refuse = (found: string, expected: string) =>
    refusal('EARSHOT_NOT_SUPPORTED', { path: file.path, found, expected });
  if (packaged === undefined) throw refuse(name, 'ffmpeg to be installed for that');
  if (packaged.obstacle) throw refuse(`${name}, with ${packaged.obstacle}`, 'ffmpeg to be installed for that');
  const blocks = preferred ?? (await packaged.open());
  if (blocks === undefined) throw refuse(name, 'ffmpeg or the package audio-decode to be installed for that');
  if (facts.channelCount !== undefined) return { facts, ...known, channelCount: facts.channelCount, blocks };
  for await (const { channels, sampleRateHz } of blocks()) {
    const channelCount = channels.length;
    return { facts: { ...facts, sampleRateHz, channelCount }, ...known, channelCount, blocks };
  }
  throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found: `${name} without sound`, expected: 'sound' });
}
