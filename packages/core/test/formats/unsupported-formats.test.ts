import { describe, expect, test } from 'vitest';
import { unsupportedFormatOf } from '../../src/formats/unsupported-formats.js';

describe('a document of a format that is known and not read', () => {
  test.each([
    ['Transcribe Call Analytics', { ConversationCharacteristics: {} }],
    ['Transcribe Call Analytics', { Participants: [], Transcript: [] }],
    ['Contact Lens', { Participants: [], Transcript: [], CustomerMetadata: {} }],
    ['Contact Lens', { ConversationCharacteristics: {}, CustomerMetadata: {} }],
    ['an Amazon Transcribe transcript', { results: { transcripts: [] } }],
    ['an Amazon Transcribe transcript', { results: { items: [] } }],
  ])('is named: %s for %j', (name, document) => {
    expect(unsupportedFormatOf(document)).toContain(name);
  });

  test.each([
    {},
    { Participants: [] },
    { Transcript: [] },
    { results: {} },
    { results: 'transcripts' },
    { transcripts: [], items: [] },
  ])('is not recognized in %j', (document) => {
    expect(unsupportedFormatOf(document)).toBeUndefined();
  });
});
