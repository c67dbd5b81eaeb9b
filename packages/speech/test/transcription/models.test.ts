import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModels } from '../../src/transcription/models.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function putModel(path: string): void {
  mkdirSync(join(folder, path), { recursive: true });
  for (const file of ['encoder_model.onnx', 'decoder_model_merged.onnx']) {
    writeFileSync(join(folder, path, file), 'model');
  }
}

describe('models', () => {
  it('are found in the packages that ship them, with version, licence and size', () => {
    const { speech, speechDetector, parts, missing } = findModels();
    expect(missing).toEqual([]);
    expect(Object.keys(speech)).toEqual(['en']);
    expect(Object.keys(speech['en'] ?? {})).toEqual(['base', 'tiny']);
    expect(speechDetector).toMatch(/silero_vad_v5\.onnx$/);
    expect(parts.map(({ licence }) => licence)).toEqual(['MIT', 'MIT', 'MIT', 'Apache-2.0']);
    for (const { version, sizeBytes } of parts) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(sizeBytes).toBeGreaterThan(500_000);
    }
  });

  it('of the user’s own come first, if they are whole', () => {
    putModel('tiny');
    mkdirSync(join(folder, 'base'));
    writeFileSync(join(folder, 'base/encoder_model.onnx'), 'model');
    const { speech, speechDetector, parts } = findModels({ folder });
    const { base, tiny } = speech['en'] ?? {};
    expect(tiny).toEqual({
      encoder: join(folder, 'tiny/encoder_model.onnx'),
      decoder: join(folder, 'tiny/decoder_model_merged.onnx'),
      label: "Moonshine tiny, of the user's own",
    });
    expect(parts.find(({ from }) => from === folder)).toMatchObject({ sizeBytes: 10 });
    expect(base?.encoder).not.toContain(folder);
    expect(speechDetector).not.toContain(folder);
  });

  it.each([
    ['base-es', 'es', 'base'],
    ['tiny-ja', 'ja', 'tiny'],
    ['base-es-non-commercial/quantized', 'es', 'base'],
    ['base/quantized', 'en', 'base'],
    ['base-en', 'en', 'base'],
  ] as const)('of other languages have the code in the name of their folder: %s', (path, language, model) => {
    putModel(path);
    const { speech, parts, missing } = findModels({ folder });
    expect(speech[language]?.[model]?.encoder).toBe(join(folder, path, 'encoder_model.onnx'));
    expect(parts.find(({ from }) => from === folder)).not.toHaveProperty('licence');
    expect(new Set(Object.keys(speech))).toEqual(new Set(['en', language]));
    expect(missing).toEqual([]);
  });

  it.each(['base-qq', 'large-es', 'base_es', 'bases', 'es'])('are not in a folder called %s', (path) => {
    putModel(path);
    expect(findModels({ folder })).toEqual(findModels());
  });

  it('of the user’s own may be in a folder that is not there yet', () => {
    expect(findModels({ folder: join(folder, 'later') })).toEqual(findModels());
  });
});
