import { EarshotError } from '@earshot/core';
import type { SpeechModelFiles } from './models.js';
import { Recognizer, type SpeechRecognizer } from './recognizer.js';
import { loadSherpaOnnx } from './sherpa-onnx.js';
import { vocabularyFile } from './vocabulary-file.js';

/**
 * Loads a model, of whatever language: all of Moonshine's speak in the same vocabulary.
 * @param cacheFolder - where the vocabulary's file is kept
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it can't be loaded
 */
export async function openRecognizer(files: SpeechModelFiles, cacheFolder: string): Promise<SpeechRecognizer> {
  const tokens = await vocabularyFile(cacheFolder);
  const moonshine = { encoder: files.encoder, mergedDecoder: files.decoder };
  try {
    const model = await loadSherpaOnnx().OfflineRecognizer.createAsync({
      modelConfig: { moonshine, tokens, numThreads: 1 },
    });
    return new Recognizer(model);
  } catch (cause) {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `the model ${files.encoder} can't be loaded`, {
      cause,
      details: { ...files },
    });
  }
}
