import { describe, expect, it } from 'vitest';
import { Recogniser } from '../../src/transcription/recogniser.js';
import { soundOf, whiteNoise } from './sounds.js';

/** A model that says what it is told to, depending on how many seconds it hears; and how often it was asked. */
function modelSaying(says: (seconds: number) => string) {
  const asked: number[] = [];
  const model = {
    createStream: () => ({
      seconds: 0,
      acceptWaveform({ samples }: { readonly samples: Float32Array }) {
        this.seconds = samples.length / 16_000;
      },
    }),
    decodeAsync: async ({ seconds }: { seconds: number }) => {
      asked.push(seconds);
      return { text: says(seconds) };
    },
  };
  return { asked, recogniser: new Recogniser(model as never) };
}

const noise = (seconds: number) => soundOf(whiteNoise(1, 0.1), seconds);
const LOOP = 'and then and then and then and then and then and then';

describe('what the model says', () => {
  it('is believed, without the spaces around it', async () => {
    const { asked, recogniser } = modelSaying(() => ' Good morning, how can I help you? ');
    expect(await recogniser.recognise(noise(3))).toBe('Good morning, how can I help you?');
    expect(asked).toHaveLength(1);
  });

  it('is not believed when it repeats itself: each half is heard alone', async () => {
    const { asked, recogniser } = modelSaying((seconds) => (seconds > 9 ? LOOP : 'I see, that is what happened then.'));
    expect(await recogniser.recognise(noise(10))).toBe(
      'I see, that is what happened then. I see, that is what happened then.',
    );
    expect(asked).toHaveLength(3);
    expect((asked[1] ?? 0) + (asked[2] ?? 0)).toBeCloseTo(10);
  });

  it('is cut short when it repeats itself even then', async () => {
    const { asked, recogniser } = modelSaying(() => LOOP);
    const text = await recogniser.recognise(noise(16));
    expect(text).toBe('and then and then and then and then');
    expect(asked).toHaveLength(7);
  });

  it('is not believed when it is too little for so long a stretch, unless the halves say no more', async () => {
    const more = modelSaying((seconds) =>
      seconds > 9 ? 'Hello.' : 'Hello, this is a much longer sentence, my friend.',
    );
    expect(await more.recogniser.recognise(noise(14))).toMatch(/^Hello, this .* Hello, this /);
    const less = modelSaying((seconds) => (seconds > 9 ? 'Hello.' : ''));
    expect(await less.recogniser.recognise(noise(14))).toBe('Hello.');
  });

  it('is not believed when it is more than anybody can say', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const { recogniser } = modelSaying((seconds) => (seconds > 3 ? words : 'Yes.'));
    expect(await recogniser.recognise(noise(4))).toBe('Yes. Yes.');
  });

  it('is nothing when it hears nothing in a moment too short to halve', async () => {
    const { asked, recogniser } = modelSaying(() => '');
    expect(await recogniser.recognise(noise(1))).toBe('');
    expect(asked).toHaveLength(1);
  });
});
