export { BdaAudioAnalyzer, type BdaAudioAnalyzerOptions, type BdaClient } from './bda-audio-analyzer.js';
export type { BdaBlueprint, BdaJobOptions, BdaStage } from './bda-options.js';
export type { RecordingAccess } from './start-errors.js';
