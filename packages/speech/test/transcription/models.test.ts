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

describe('models', () => {
  it('are found in the packages that ship them, with version, licence and size', () => {
    const { speech, speechDetector, parts, missing } = findModels();
    expect(missing).toEqual([]);
    expect(Object.keys(speech)).toEqual(['base', 'tiny']);
    expect(speechDetector).toMatch(/silero_vad_v5\.onnx$/);
    expect(parts.map(({ licence }) => licence)).toEqual(['MIT', 'MIT', 'MIT', 'Apache-2.0']);
    for (const { version, sizeBytes } of parts) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(sizeBytes).toBeGreaterThan(500_000);
    }
  });

  it('of the user’s own come first, if they are whole', () => {
    mkdirSync(join(folder, 'tiny'));
    mkdirSync(join(folder, 'base'));
    for (const file of ['tiny/encoder_model.onnx', 'tiny/decoder_model_merged.onnx', 'base/encoder_model.onnx']) {
      writeFileSync(join(folder, file), 'model');
    }
    const { speech, speechDetector, parts } = findModels({ folder });
    expect(speech.tiny).toEqual({
      encoder: join(folder, 'tiny/encoder_model.onnx'),
      decoder: join(folder, 'tiny/decoder_model_merged.onnx'),
      from: folder,
    });
    expect(parts.find(({ from }) => from === folder)).toMatchObject({ sizeBytes: 10 });
    expect(speech.base?.encoder).not.toContain(folder);
    expect(speechDetector).not.toContain(folder);
  });
});
