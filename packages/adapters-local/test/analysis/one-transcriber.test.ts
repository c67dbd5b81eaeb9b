import { expect, test } from 'vitest';
import { OneTranscriber } from '../../src/analysis/one-transcriber.js';

test('the transcriber of one language is freed before that of another is loaded', async () => {
  const one = new OneTranscriber<{ readonly language: string }>();
  const opened: string[] = [];
  let loaded: WeakRef<object> | undefined;
  let left: object | undefined;
  const ask = async (language: string) => {
    await one.of(language, async () => {
      left = loaded?.deref();
      opened.push(language);
      const transcriber = { language };
      loaded = new WeakRef(transcriber);
      return transcriber;
    });
    // Until then, what a weak reference gave or got is kept.
    await new Promise(setImmediate);
  };
  for (const language of ['en', 'en', 'es', 'es']) await ask(language);
  expect(opened).toEqual(['en', 'es']);
  expect(left).toBeUndefined();
});
