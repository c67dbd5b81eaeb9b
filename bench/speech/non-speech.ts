import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Sounds that nobody speaks in, as sources of ffmpeg at 8 kHz. */
const SOURCES: Readonly<Record<string, string>> = {
  silence: 'anullsrc=r=8000:cl=mono',
  'white-noise': 'anoisesrc=r=8000:color=white:seed=1:amplitude=0.1',
  'pink-noise': 'anoisesrc=r=8000:color=pink:seed=2:amplitude=0.2',
  'brown-noise': 'anoisesrc=r=8000:color=brown:seed=3:amplitude=0.3',
  'ring-us': "aevalsrc='0.2*(sin(2*PI*440*t)+sin(2*PI*480*t))*lt(mod(t,6),2)':s=8000",
  'ring-europe': "aevalsrc='0.3*sin(2*PI*425*t)*lt(mod(t,5),1)':s=8000",
  busy: "aevalsrc='0.2*(sin(2*PI*480*t)+sin(2*PI*620*t))*lt(mod(t,1),0.5)':s=8000",
  dtmf: "aevalsrc='0.2*(sin(2*PI*(697+76*mod(floor(t*4),4))*t)+sin(2*PI*(1209+133*mod(floor(t*3),3))*t))*lt(mod(t,0.5),0.2)':s=8000",
};
const MINUTES = 5;

/** Makes the recordings of sounds in a folder, five minutes each, and of music by repeating what is given. */
export function nonSpeech(folder: string, music: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  const length = ['-t', `${MINUTES * 60}`, '-ar', '8000', '-ac', '1'];
  const make = (name: string, input: readonly string[]) => {
    const path = join(folder, `${name}.wav`);
    if (!existsSync(path)) execFileSync('ffmpeg', ['-v', 'error', ...input, ...length, path]);
    return path;
  };
  return [
    ...Object.entries(SOURCES).map(([name, source]) => make(name, ['-f', 'lavfi', '-i', source])),
    ...music.map((path, index) => make(`music-${index}`, ['-stream_loop', '-1', '-i', path])),
  ];
}
