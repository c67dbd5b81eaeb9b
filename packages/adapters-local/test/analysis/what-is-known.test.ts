import { understand } from '@earshot/language';
import { expect, test } from 'vitest';
import { whatIsKnown } from '../../src/analysis/what-is-known.js';
import { transcribedCall } from './transcribed-call.js';

test('words in a language that isn’t known are not understood as English', async () => {
  const { language: _, ...transcription } = transcribedCall().transcription;
  expect(transcription.segments.length).toBeGreaterThan(0);
  const { original } = await understand(transcription.segments, whatIsKnown(transcription));
  expect(original).toMatchObject({ summary: undefined, categories: [], findings: [{ kind: 'understanding' }] });
});

test('a known language stays, so does the reason why words were not understood, and silence has no language', () => {
  const { segments } = transcribedCall().transcription;
  expect(whatIsKnown({ segments, language: 'es' })).toEqual({ language: 'es' });
  expect(whatIsKnown({ segments, notUnderstoodReason: 'noise' })).toEqual({
    language: 'und',
    notUnderstoodReason: 'noise',
  });
  expect(whatIsKnown({ segments: [] })).toEqual({});
});
