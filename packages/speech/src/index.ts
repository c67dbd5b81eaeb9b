export { findFfmpeg } from './audio/find-ffmpeg.js';
export { type OpenRecordingOptions, openRecording } from './audio/open-recording.js';
export { withPeaks } from './audio/peak-meter.js';
export { type Recording, SAMPLE_RATE_HZ } from './audio/recording.js';
export { SUPPORTED_FORMATS, type SupportedFormat } from './audio/supported-formats.js';
export { isWholeFile } from './audio/whole-file.js';
export { modelFiles, spokenLanguage, supportedLanguage } from './transcription/choose-language.js';
export { FRAME_MS, type FrameRange } from './transcription/frames.js';
export { ENGLISH, languageCode, languageLabel, languageName } from './transcription/languages.js';
export {
  type FindModelsOptions,
  findModels,
  type LanguageModels,
  type MissingPart,
  type ModelPart,
  type Models,
  SPEECH_MODELS,
  type SpeechModel,
  type SpeechModelFiles,
} from './transcription/models.js';
export { freeNativeMemory } from './transcription/native-memory.js';
export { type TranscribeOptions, Transcriber, type TranscriberOptions } from './transcription/transcriber.js';
export type { SpokenSegment, SpokenWord, Transcription } from './transcription/transcription.js';
export { timedWords } from './transcription/word-times.js';
