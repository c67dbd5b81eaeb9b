export { findSensitiveData } from './sensitive-data/find-sensitive-data.js';
export { type UnderstandingParts, type UnderstandOptions, understand } from './understand.js';
export type { CopyUnderstanding, SaidSegment, Speaker, Understanding } from './understanding.js';
export { UniversalSentenceEncoder } from './universal-sentence-encoder.js';
export { withUnderstanding } from './with-understanding.js';
