import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Survivor } from './run-stryker.ts';

/** Says whether core still compiles with a mutant in it: Stryker ignores types, and one that doesn't compile is dead. */
export function compilerOf(copy: string): (mutant: Survivor) => boolean {
  const config = join(copy, 'packages/core/tsconfig.build.json');
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    join(copy, 'packages/core'),
  );
  const texts = new Map(fileNames.map((name) => [name, readFileSync(name, 'utf8')]));
  const versions = new Map<string, number>();
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (name) => String(versions.get(name) ?? 0),
    getScriptSnapshot: (name) => {
      const text = texts.get(name) ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => copy,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath === undefined ? {} : { realpath: ts.sys.realpath }),
  };
  const service = ts.createLanguageService(host);
  const set = (name: string, text: string) => {
    texts.set(name, text);
    versions.set(name, (versions.get(name) ?? 0) + 1);
  };
  const isSound = (name: string) =>
    service.getSyntacticDiagnostics(name).length + service.getSemanticDiagnostics(name).length === 0;
  const broken = fileNames.find((name) => !isSound(name));
  if (broken !== undefined) throw new Error(`${broken} does not compile`);
  return ({ file, start, end, becomes }) => {
    const name = join(copy, file);
    const text = texts.get(name) ?? '';
    set(name, text.slice(0, start) + becomes + text.slice(end));
    const compiles = isSound(name) && fileNames.every(isSound);
    set(name, text);
    return compiles;
  };
}
