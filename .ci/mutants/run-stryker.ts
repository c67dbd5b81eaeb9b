import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** A mutant that no test noticed. */
export interface Survivor {
  /** Relative to the repository. */
  readonly file: string;
  /** The line on which the mutated code begins, trimmed. */
  readonly line: string;
  readonly code: string;
  readonly becomes: string;
  /** Where the mutated code is, as offsets into the file. */
  readonly start: number;
  readonly end: number;
  readonly lineNumber: number;
}

/** Runs the tests of a copy of the repository on each mutant of these files. Changes the files of the copy meanwhile. */
export async function runStryker(
  copy: string,
  files: readonly string[],
): Promise<{ readonly killed: number; readonly survivors: readonly Survivor[] }> {
  process.chdir(copy);
  const options: ConstructorParameters<typeof Stryker>[0] = {
    mutate: [...files],
    inPlace: true,
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutants.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // Texts, and what is evaluated once at import, are not behavior that a test here should pin down.
    ignoreStatic: true,
    mutator: { excludedMutations: ['StringLiteral', 'Regex'] },
    disableTypeChecks: false,
    concurrency: 1,
    timeoutMS: 20_000,
    reporters: ['progress-append-only'],
  };
  const results = await new Stryker(options).runMutationTest();
  return {
    killed: results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    survivors: results
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => survivorOf(mutant, copy)),
  };
}

function survivorOf({ fileName, location, replacement = '' }: Mutant, copy: string): Survivor {
  const text = readFileSync(fileName, 'utf8');
  const lines = text.split('\n');
  const offsetOf = ({ line, column }: { line: number; column: number }) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  const [start, end] = [offsetOf(location.start), offsetOf(location.end)];
  return {
    file: relative(copy, fileName).replaceAll('\\', '/'),
    line: (lines[location.start.line - 1] ?? '').trim(),
    code: text.slice(start, end),
    becomes: replacement,
    start,
    end,
    lineNumber: location.start.line,
  };
}
