import { expect, it } from 'vitest';
import { toText } from '../../src/index.js';

const at = { start_ms: 0, end_ms: 1 };

it('writes the words of a call without times and speakers, a line for each segment', () => {
  const segments = [
    { ...at, index: 0, speaker: 'spk_0', speaker_name: 'Zoe', text: ' Hello.\nHow are you?\u001b[2J ' },
    { ...at, index: 1, speaker: 'spk_1', text: '' },
    { ...at, index: 2, text: 'mumble', understood: false },
  ];
  expect(toText({ segments, transcript: 'not this' })).toBe('Hello. How are you? [2J\n[not understood] mumble\n');
});

it('writes the transcript of a call without segments, and nothing for one without words', () => {
  expect(toText({ transcript: 'Hello there.' })).toBe('Hello there.\n');
  expect(toText({ transcript: 'mumble', understood: false })).toBe('[not understood] mumble\n');
  expect(toText({ understood: false })).toBe('');
});
