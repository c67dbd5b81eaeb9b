import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findModels } from '@earshot/speech';
import { temporaryFolder } from '../results-on-disk.js';

/** A folder in which the English model is called a Spanish one: what it recognizes is the same. */
export async function spanishFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const { tiny } = findModels().speech['en'] ?? {};
  await mkdir(join(folder, 'tiny-es/quantized'), { recursive: true });
  await symlink(tiny?.encoder ?? '', join(folder, 'tiny-es/quantized/encoder_model.onnx'));
  await symlink(tiny?.decoder ?? '', join(folder, 'tiny-es/quantized/decoder_model_merged.onnx'));
  return folder;
}
