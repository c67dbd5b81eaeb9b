import { describe, expect, it } from 'vitest';
import { modelFiles, spokenLanguage, supportedLanguage } from '../../src/transcription/choose-language.js';
import { languageCode, languageLabel } from '../../src/transcription/languages.js';

const files = (label: string) => ({ encoder: 'e', decoder: 'd', label });
const MODELS = { speech: { en: { base: files('en base') }, es: { tiny: files('es tiny') } } };

describe('a language', () => {
  it.each([
    ['es', 'es'],
    ['ES', 'es'],
    ['es-MX', 'es'],
    ['es_mx', 'es'],
    ['spa', 'es'],
    ['ger', 'de'],
    ['deu', 'de'],
    ['und', undefined],
    ['mul', undefined],
    ['zxx', undefined],
    ['qq', undefined],
    ['Spanish', undefined],
    ['```', undefined],
    ['', undefined],
  ])('called %j has the code %s', (tag, code) => {
    expect(languageCode(tag)).toBe(code);
  });

  it('has a name for people', () => {
    expect(languageLabel('es')).toBe('Spanish (es)');
  });

  it.each([
    [undefined, undefined, 'en'],
    [undefined, 'spa', 'es'],
    [undefined, 'deu', 'en'],
    [undefined, 'und', 'en'],
    ['en', 'spa', 'en'],
    ['es', 'eng', 'es'],
  ])('asked for as %s in a file that names %s is %s', (asked, named, language) => {
    expect(spokenLanguage(MODELS, asked, named)).toBe(language);
  });

  it('is supported where there is a model for it', () => {
    expect(supportedLanguage(MODELS, 'es-MX')).toBe('es');
    expect(() => supportedLanguage(MODELS, 'klingon')).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: expect.objectContaining({ field: 'language' }),
      }),
    );
    expect(() => supportedLanguage(MODELS, 'de')).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_NOT_SUPPORTED',
        message: expect.stringMatching(/German \(de\).*English \(en\), Spanish \(es\).*base-de\/encoder_model\.onnx/),
      }),
    );
  });

  it('other than English uses the model that it has', () => {
    expect(modelFiles(MODELS, 'es', 'base')?.label).toBe('es tiny');
    expect(modelFiles(MODELS, 'en', 'tiny')).toBeUndefined();
  });
});
