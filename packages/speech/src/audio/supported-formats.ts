/** A format of recordings that can be decoded. */
export interface SupportedFormat {
  readonly name: string;
  /** What names of such files end in: lower case, with the dot. Files are distinguished by what is in them all the same. */
  readonly suffixes: readonly string[];
  /**
   * `built in`: nothing else. `audio-decode`: this package to be installed, or the program ffmpeg. `ffmpeg`: the program.
   */
  readonly needs: 'built in' | 'audio-decode' | 'ffmpeg';
}

/** Every format of recordings that can be decoded, and what it requires. */
export const SUPPORTED_FORMATS: readonly SupportedFormat[] = [
  { name: 'WAV (PCM, float, mu-law, A-law, ADPCM, MP3)', suffixes: ['.wav', '.wave'], needs: 'built in' },
  { name: 'MP3', suffixes: ['.mp3', '.mp2', '.mpga'], needs: 'built in' },
  { name: 'FLAC', suffixes: ['.flac'], needs: 'built in' },
  { name: 'Ogg (Opus, Vorbis, FLAC)', suffixes: ['.ogg', '.oga', '.opus'], needs: 'built in' },
  { name: 'AMR', suffixes: ['.amr', '.awb'], needs: 'built in' },
  { name: 'WebM and Matroska (Opus, Vorbis, FLAC, PCM, MP3)', suffixes: ['.webm', '.mka', '.mkv'], needs: 'built in' },
  { name: 'MPEG-4', suffixes: ['.m4a', '.mp4', '.m4v', '.mov', '.3gp', '.3g2'], needs: 'audio-decode' },
  { name: 'AAC', suffixes: ['.aac'], needs: 'audio-decode' },
  { name: 'Matroska (AAC, ALAC, AC-3)', suffixes: ['.mka', '.mkv'], needs: 'audio-decode' },
  { name: 'Windows Media', suffixes: ['.wma', '.wmv', '.asf'], needs: 'audio-decode' },
  { name: 'AIFF', suffixes: ['.aiff', '.aif', '.aifc'], needs: 'audio-decode' },
  { name: 'CAF', suffixes: ['.caf'], needs: 'audio-decode' },
  { name: 'QOA', suffixes: ['.qoa'], needs: 'audio-decode' },
  { name: 'AVI', suffixes: ['.avi'], needs: 'ffmpeg' },
  { name: 'WAV (GSM 6.10, G.722, G.726 and other telephone codecs)', suffixes: ['.wav'], needs: 'ffmpeg' },
  { name: 'GSM', suffixes: ['.gsm'], needs: 'ffmpeg' },
  { name: 'G.722', suffixes: ['.g722'], needs: 'ffmpeg' },
  { name: 'AU', suffixes: ['.au', '.snd'], needs: 'ffmpeg' },
  { name: 'Speex', suffixes: ['.spx'], needs: 'ffmpeg' },
  { name: 'Wave64', suffixes: ['.w64'], needs: 'ffmpeg' },
  { name: 'Flash video', suffixes: ['.flv'], needs: 'ffmpeg' },
  { name: 'MPEG video', suffixes: ['.mpg', '.mpeg'], needs: 'ffmpeg' },
];
