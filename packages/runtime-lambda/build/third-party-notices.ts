/* Writes down which packages a bundle contains code of, with the license that each comes under. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** Lies beside the bundle, and is deployed with it. */
export const NOTICES_FILE = 'THIRD_PARTY_NOTICES.txt';

const TEXT = /^(licen[cs]e|copying|notice)([.-]|$)/i;
const RULE = '-'.repeat(80);

const HEAD = `Third-party notices

The file beside this one is a bundle. It contains code of the packages below, each under its own license.
`;

/** The folders of the packages that esbuild read modules from, relative to where it ran; our own aren't among them. */
export function packageFoldersOf({ inputs }: Pick<Metafile, 'inputs'>): string[] {
  const folders = Object.keys(inputs).flatMap((path) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/**
 * The notices of the packages in a bundle. Packages that share a license word for word share one copy of it.
 * @param cwd what the paths of the metafile are relative to
 * @throws Error when a package has no license file: somebody must look at it before it is shipped
 */
export function thirdPartyNotices(metafile: Pick<Metafile, 'inputs'>, cwd = process.cwd()): string {
  const names = new Map<string, Set<string>>();
  for (const folder of packageFoldersOf(metafile).map((path) => resolve(cwd, path))) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const { name, version, license } = manifest;
    const files = readdirSync(folder).filter((file) => TEXT.test(file));
    if (!files.some((file) => !/^notice/i.test(file))) throw new Error(`${name} ${version} has no license file`);
    const text = files
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
      .join('\n\n');
    names.set(text, (names.get(text) ?? new Set()).add(`${name} ${version} (${license})`));
  }
  const sections = [...names].map(([text, packages]) => `${RULE}\n${[...packages].join('\n')}\n${RULE}\n\n${text}\n`);
  return [HEAD, ...sections].join('\n');
}
