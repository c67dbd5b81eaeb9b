/* Documents as Amazon Bedrock Data Automation writes them, for tests and samples. Needs nothing but core. */
export type { JsonObject } from '../../input/json.js';
export { audioOutput, type BdaAudio, type BdaRecording, type BdaTopic } from './audio-output.js';
export type { BdaModeration, BdaObject } from './blocks.js';
export { type BdaFile, type BdaJob, type BdaManifest, buildBdaJob, jobManifest, outputPath } from './build-bda-job.js';
export { type BdaCustom, customOutput } from './custom-output.js';
export { documentText } from './document-text.js';
export { type BdaJobEvent, type BdaJobOutcome, jobEvent } from './job-event.js';
export { type BdaTurn, turnsText } from './turns.js';
export { type BdaChapter, type BdaShot, type BdaVideo, timecode, videoOutput } from './video-output.js';
