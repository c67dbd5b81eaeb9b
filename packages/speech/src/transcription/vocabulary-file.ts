import { randomUUID } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder may be in a data folder, where nobody but its owner reads. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];
const NAME = 'moonshine-tokens-1.txt';
/** Moonshine knows these many; the last of them are never spoken, and no tokenizer names them. */
const TOKEN_COUNT = 32_768;

/**
 * The list of the words and parts of words that Moonshine speaks in, as sherpa-onnx reads it. Written into the folder,
 * which is made if necessary, unless it is there; a file under this name is always whole.
 * @returns the path of the file
 */
export async function vocabularyFile(folder: string): Promise<string> {
  const path = join(folder, NAME);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) return path;
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, await tokens(), { mode: FILE_MODE });
  await rename(draft, path);
  return path;
}

async function tokens(): Promise<string> {
  const { default: tokenizer } = await import('llama-tokenizer-js');
  const lines = Array.from({ length: TOKEN_COUNT }, (_, id) => {
    const token = tokenizer.vocabById[id] ?? `<unspoken_${id}>`;
    const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
    const bytes = byte === undefined ? Buffer.from(token) : Buffer.from(byte, 'hex');
    return `${bytes.toString('base64')}\t${id}\n`;
  });
  return lines.join('');
}
