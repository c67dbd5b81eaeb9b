/**
 * Which generation of the service's output a call is written in.
 * - `audio-2026`: words with times, labels, languages.
 * - `audio-march-2025`: no words, no languages, and topic 0 starts at 0.
 * - `video-chapters`: a recording in MP4 or MOV that was routed to video.
 * - `video-scenes`: the same in the preview's words, with `scenes` instead of `chapters`.
 */
export type Vintage = 'audio-2026' | 'audio-march-2025' | 'video-chapters' | 'video-scenes';

/** The technical side of a recording, as the result's metadata tells it. */
export interface AudioRecording {
  readonly extension: string;
  readonly sampleRate: number;
  readonly bitrate: number;
  readonly channels: 1 | 2;
  readonly codec: string;
  readonly format: string;
}

export interface VideoRecording {
  readonly extension: string;
  readonly format: string;
  readonly frameRate: number;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** One line of text that is on the screen, for each chapter. */
  readonly screens: readonly string[];
}

export const STEREO_WAV: AudioRecording = pcm(8000, 2);
export const MONO_WAV: AudioRecording = pcm(8000, 1);
export const MONO_MP3: AudioRecording = {
  extension: 'mp3',
  sampleRate: 16000,
  bitrate: 32000,
  channels: 1,
  codec: 'mp3float',
  format: 'mp3',
};

/** The labels that the service gave to someone in the script. */
export interface Labels {
  readonly speaker: string;
  readonly channel?: string;
}

/** The outcome of the audio blueprint: matched with a result, matched nothing, or none was configured. */
export type BlueprintOutcome =
  | {
      readonly status: 'MATCH';
      readonly arn: string;
      readonly name: string;
      readonly result: Readonly<Record<string, unknown>>;
    }
  | { readonly status: 'NO_MATCH' }
  | { readonly status: 'NONE' };

/** An invented call. Texts may mark personal data as `{NAME|Dana Whitlock}`; see `marked-text.ts`. */
export interface Call {
  readonly id: string;
  readonly vintage: Vintage;
  /** The minute in which the recording began, in UTC: `2026-09-14T09:32`. */
  readonly recordedAt: string;
  readonly recording: AudioRecording | VideoRecording;
  readonly language: 'EN' | 'ES' | 'DE';
  readonly generativeLanguage: 'EN' | 'DEFAULT';
  /** Who is who in the script; absent when labels were switched off. */
  readonly labels?: Readonly<Record<string, Labels>>;
  /** Absent when sensitive data was not looked for. */
  readonly sensitiveData?: 'DETECTION' | 'DETECTION_AND_REDACTION';
  /** The job was given an output prefix that ends in `/`, so its paths have `//`. */
  readonly prefixEndsInSlash?: true;
  readonly blueprint: BlueprintOutcome;
  readonly summary: string;
  /** The words and the topics; see `script.ts`. */
  readonly script: string;
}

/** True for a recording that the service treats as video. */
export function isVideo(recording: AudioRecording | VideoRecording): recording is VideoRecording {
  return 'frameRate' in recording;
}

/** Agent on one channel and caller on the other, in the order that the service labelled them. */
export function agentAndCaller(agent: 0 | 1): Record<'A' | 'C', Labels> {
  const caller = 1 - agent;
  return {
    A: { speaker: `spk_${agent}`, channel: `ch_${agent}` },
    C: { speaker: `spk_${caller}`, channel: `ch_${caller}` },
  };
}

function pcm(sampleRate: number, channels: 1 | 2): AudioRecording {
  const bitrate = sampleRate * channels * 16;
  return { extension: 'wav', sampleRate, bitrate, channels, codec: 'pcm_s16le', format: 'wav' };
}
