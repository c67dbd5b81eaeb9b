import { EarshotError } from '@earshot/core';
import { ENGLISH, languageCode, languageLabel } from './languages.js';
import type { Models, SpeechModel, SpeechModelFiles } from './models.js';

/**
 * The language that a recording is recognized in: the one that was asked for, else the one that its file names, if there
 * is a model for it, else English.
 */
export function spokenLanguage({ speech }: Pick<Models, 'speech'>, asked?: string, named?: string): string {
  const code = languageCode(named ?? '') ?? ENGLISH;
  return asked ?? (speech[code] === undefined ? ENGLISH : code);
}

/**
 * The code of a language that there is a model for.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is no language
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when there is no model for it
 */
export function supportedLanguage({ speech }: Pick<Models, 'speech'>, language: string): string {
  const expected = 'a language by its ISO 639-1 code, such as en or es';
  const details = { field: 'language', found: language };
  const code = languageCode(language);
  if (code === undefined) {
    const message = `language: expected ${expected} (got ${JSON.stringify(language)})`;
    throw new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { ...details, expected } });
  }
  // English comes with the packages: where it is missing, opening the model says which one to install.
  if (speech[code] !== undefined || code === ENGLISH) return code;
  const available = Object.keys(speech);
  const listed = available.length === 0 ? 'none' : available.map(languageLabel).join(', ');
  const files = ['encoder_model.onnx', 'decoder_model_merged.onnx'].map((file) => `base-${code}/${file}`).join(' and ');
  throw new EarshotError(
    'EARSHOT_NOT_SUPPORTED',
    `no speech model for ${languageLabel(code)}. Available: ${listed}. To add one, set EARSHOT_MODELS_FOLDER to a folder with ${files}`,
    { details: { ...details, expected: available.join(', ') } },
  );
}

/** The files of a language's model. Of another language than English, the other model will do where the one that was asked for isn't there. */
export function modelFiles(
  { speech }: Pick<Models, 'speech'>,
  language: string,
  model: SpeechModel,
): SpeechModelFiles | undefined {
  const { [model]: asked, base, tiny } = speech[language] ?? {};
  return language === ENGLISH ? asked : (asked ?? base ?? tiny);
}
