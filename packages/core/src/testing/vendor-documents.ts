import * as fc from 'fast-check';
import { audioDocumentArbitrary } from './vendor/audio-document.js';
import { customDocumentArbitrary } from './vendor/custom-document.js';
import { manifestDocumentArbitrary } from './vendor/manifest-document.js';
import type { VendorDocument } from './vendor/vendor-document.js';
import { videoDocumentArbitrary } from './vendor/video-document.js';

export { type AudioDocumentOptions, type AudioVintage, audioDocumentArbitrary } from './vendor/audio-document.js';
export {
  type CustomBlueprint,
  type CustomDocumentOptions,
  customDocumentArbitrary,
} from './vendor/custom-document.js';
export { type CustomOutcome, manifestDocumentArbitrary } from './vendor/manifest-document.js';
export { expectedWith, type VendorDocument } from './vendor/vendor-document.js';
export { type VideoVintage, videoDocumentArbitrary } from './vendor/video-document.js';

/**
 * Any document that Bedrock Data Automation writes about a recording: manifests, audio and video standard output of
 * every vintage, custom output, redacted copies.
 *
 * @example
 * fc.assert(fc.property(vendorDocumentArbitrary(), ({ document, expected }) => {
 *   expect(readResultDocument(document, { words: true, moderation: true })).toEqual(expected);
 * }));
 */
export function vendorDocumentArbitrary(): fc.Arbitrary<VendorDocument> {
  return fc.oneof(
    { weight: 4, arbitrary: audioDocumentArbitrary() },
    { weight: 2, arbitrary: videoDocumentArbitrary() },
    { weight: 2, arbitrary: customDocumentArbitrary() },
    { weight: 1, arbitrary: manifestDocumentArbitrary() },
    { weight: 1, arbitrary: audioDocumentArbitrary({ redacted: true }) },
    { weight: 1, arbitrary: customDocumentArbitrary({ redacted: true }) },
  );
}
