import { createRequire } from 'node:module';

/** Sound that is handed to sherpa-onnx. */
interface Waveform {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

interface OfflineStream {
  acceptWaveform(waveform: Waveform): void;
}

/** Recognizes one stretch of speech at a time; several at once on threads of their own. */
export interface OfflineRecognizer {
  createStream(): OfflineStream;
  decodeAsync(stream: OfflineStream): Promise<{ readonly text: string }>;
}

/** Tells speech from everything else, window by window. */
export interface Vad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  isEmpty(): boolean;
  pop(): void;
  flush(): void;
  reset(): void;
}

/** The part of `sherpa-onnx-node` that Earshot uses; the package declares no types. */
interface SherpaOnnx {
  readonly OfflineRecognizer: {
    createAsync(config: {
      readonly modelConfig: {
        readonly moonshine: { readonly encoder: string; readonly mergedDecoder: string };
        readonly tokens: string;
        readonly numThreads: number;
      };
    }): Promise<OfflineRecognizer>;
  };
  readonly Vad: new (
    config: {
      readonly sileroVad: {
        readonly model: string;
        readonly threshold: number;
        readonly minSpeechDuration: number;
        readonly minSilenceDuration: number;
        readonly maxSpeechDuration: number;
        readonly windowSize: number;
      };
      readonly sampleRate: number;
      readonly numThreads: number;
    },
    bufferSeconds: number,
  ) => Vad;
}

/** Loads the native library: 30 MB, loaded only to transcribe. */
export function loadSherpaOnnx(): SherpaOnnx {
  return createRequire(import.meta.url)('sherpa-onnx-node') as SherpaOnnx;
}
