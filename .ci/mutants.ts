/*
 * Tests the tests: makes small changes to core's use cases, model, intake and formats, and runs the tests on each. `npm run
 * mutants` fails below the target score, or when a change that no test notices is not listed in mutants/survivors.json
 * with a reason. Name files to look at a part: `npm run mutants -- 'packages/core/src/model/*.ts'`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compilerOf } from './mutants/compiles.ts';
import { copyRepository } from './mutants/repository-copy.ts';
import { runStryker, type Survivor } from './mutants/run-stryker.ts';

const ALL = [
  'packages/core/src/{use-cases,model,intake}/**/*.ts',
  // Of the readers of documents, those that decide about a job. Properties over all documents hold the others, for hours.
  'packages/core/src/formats/*.ts',
  'packages/core/src/formats/earshot/*.ts',
  'packages/core/src/formats/bda/{bda-format,item-names,job-errors,job-events,layout,merge-parts,read-job}.ts',
];
const MIN_PERCENT = 93;

type Listed = Pick<Survivor, 'file' | 'line' | 'code' | 'becomes'> & { readonly reason: string };

const keyOf = ({ file, line, code, becomes }: Omit<Listed, 'reason'>) =>
  [file, line, code, becomes].map((text) => text.replace(/\s+/g, ' ')).join('\n');
const list = join(import.meta.dirname, 'mutants/survivors.json');
const listed = new Set((JSON.parse(readFileSync(list, 'utf8')) as Listed[]).map(keyOf));

const named = process.argv.slice(2);
const copy = copyRepository();
try {
  const { killed, survivors } = await runStryker(copy, named.length > 0 ? named : ALL);
  const alive = survivors.filter(compilerOf(copy));
  const percent = (100 * killed) / (killed + alive.length);
  const unlisted = alive.filter((mutant) => !listed.has(keyOf(mutant)));
  for (const { lineNumber, ...mutant } of unlisted) {
    console.log(`\n${mutant.file}:${lineNumber} survives, and is not listed with a reason:`);
    const { file, line, code, becomes } = mutant;
    console.log(JSON.stringify({ file, line, code, becomes, reason: '' }));
  }
  if (named.length === 0) {
    const keys = new Set(alive.map(keyOf));
    for (const key of listed) if (!keys.has(key)) console.log(`\nlisted, but killed or gone:\n${key}`);
  }
  const dead = survivors.length - alive.length;
  console.log(
    `\n${killed} killed, ${alive.length} survived (${unlisted.length} not listed), ${dead} do not compile: ${percent.toFixed(1)} %`,
  );
  if (unlisted.length > 0 || percent < MIN_PERCENT) process.exitCode = 1;
} finally {
  process.chdir(import.meta.dirname);
  rmSync(copy, { recursive: true, force: true });
}
