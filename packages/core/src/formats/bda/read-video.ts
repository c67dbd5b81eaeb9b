import type { JsonObject } from '../../input/json.js';
import type { ReadOptions } from '../result-format.js';
import type { StandardResult } from './result.js';
import { readVideoStandard } from './video-standard.js';
import { withWarnings } from './with-warnings.js';

/** Reads the standard output of a video, with what was left out among its findings. */
export function readVideo(document: JsonObject, options: ReadOptions): StandardResult {
  return withWarnings('video standard output', () => readVideoStandard(document, options));
}
