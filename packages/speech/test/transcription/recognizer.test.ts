import { describe, expect, it } from 'vitest';
import { Recognizer } from '../../src/transcription/recognizer.js';
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
  return { asked, recognizer: new Recognizer(model as never) };
}

const noise = (seconds: number) => soundOf(whiteNoise(1, 0.1), seconds);
const LOOP = 'and then and then and then and then and then and then';

describe('what the model says', () => {
  it('is believed, without the spaces around it', async () => {
    const { asked, recognizer } = modelSaying(() => ' Good morning, how can I help you? ');
    expect(await recognizer.recognize(noise(3))).toBe('Good morning, how can I help you?');
    expect(asked).toHaveLength(1);
  });

  it('is not believed when it repeats itself: each half is heard alone', async () => {
    const { asked, recognizer } = modelSaying((seconds) => (seconds > 9 ? LOOP : 'I see, that is what happened then.'));
    expect(await recognizer.recognize(noise(10))).toBe(
      'I see, that is what happened then. I see, that is what happened then.',
    );
    expect(asked).toHaveLength(3);
    expect((asked[1] ?? 0) + (asked[2] ?? 0)).toBeCloseTo(10);
  });

  it('is cut short when it repeats itself even then', async () => {
    const { asked, recognizer } = modelSaying(() => LOOP);
    const text = await recognizer.recognize(noise(16));
    expect(text).toBe('and then and then and then and then');
    expect(asked).toHaveLength(7);
  });

  it('is not believed when it is too little for so long a stretch, unless the halves say no more', async () => {
    const more = modelSaying((seconds) =>
      seconds > 9 ? 'Hello.' : 'Hello, this is a much longer sentence, my friend.',
    );
    expect(await more.recognizer.recognize(noise(14))).toMatch(/^Hello, this .* Hello, this /);
    const less = modelSaying((seconds) => (seconds > 9 ? 'Hello.' : ''));
    expect(await less.recognizer.recognize(noise(14))).toBe('Hello.');
  });

  it('is not believed when it is more than anybody can say', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const { recognizer } = modelSaying((seconds) => (seconds > 3 ? words : 'Yes.'));
    expect(await recognizer.recognize(noise(4))).toBe('Yes. Yes.');
  });

  it('is nothing when it hears nothing in a moment too short to halve', async () => {
    const { asked, recognizer } = modelSaying(() => '');
    expect(await recognizer.recognize(noise(1))).toBe('');
    expect(asked).toHaveLength(1);
  });
});
