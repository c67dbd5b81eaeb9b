/*
 * Who may import whom. Checks the tree against the rules of .dependency-cruiser.cjs and the tags of turbo.json, and then
 * the rules themselves: a check that looks at nothing, or that nothing can fail, is a failure too.
 */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, ROOT } from './npm.ts';

const RULES = join(ROOT, '.dependency-cruiser.cjs');
const FIXTURE = join(ROOT, '.ci', 'fixtures', 'boundaries');
const MIN_FILES = 50;

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

function cruise(folder: string, places: readonly string[]): Cruise {
  const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const { stdout, said } = node(program, ['--config', RULES, '--output-type', 'json', ...places], folder);
  try {
    return JSON.parse(stdout) as Cruise;
  } catch (cause) {
    throw new Error(`dependency-cruiser gave no report on ${folder}:\n${said}`, { cause });
  }
}

const turbo = (folder: string) => node(join(ROOT, '.ci', 'turbo.cjs'), ['boundaries', '--no-color'], folder);

/** Whether turbo minds a copy of the workspace in which core's package.json names a runtime. */
function tagsFire(): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'earshot-boundaries-'));
  try {
    const manifests = globSync('packages/*/{package,turbo}.json', { cwd: ROOT });
    for (const path of ['package.json', 'package-lock.json', 'turbo.json', ...manifests]) {
      cpSync(join(ROOT, path), join(copy, path));
    }
    const path = join(copy, 'packages', 'core', 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...manifest, devDependencies: { '@earshot/runtime-node': '*' } }));
    const { passed, said } = turbo(copy);
    return !passed && said.includes('found without any tag listed');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const faults: string[] = [];

const tree = cruise(ROOT, ['packages', 'infra', 'bench', 'examples']);
faults.push(...tree.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`));
const seen = new Set(tree.modules.map(({ source }) => source));
const sources = globSync(
  ['packages/*/src/**/*.ts', 'infra/{bin,lib,settings}/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts'],
  { cwd: ROOT },
).map((path) => path.replaceAll('\\', '/'));
if (sources.length < MIN_FILES) faults.push(`only ${sources.length} source files were found`);
faults.push(...sources.filter((path) => !seen.has(path)).map((path) => `not looked at: ${path}`));

const { forbidden } = createRequire(import.meta.url)(RULES) as { forbidden: readonly { readonly name: string }[] };
const fired = new Set(cruise(FIXTURE, ['packages']).summary.violations.map(({ rule }) => rule.name));
const silent = forbidden.filter(({ name }) => !fired.has(name));
faults.push(...silent.map(({ name }) => `the fixture breaks ${name}, and the rule did not fire`));

const tags = turbo(ROOT);
if (!tags.passed) faults.push(`turbo boundaries:\n${tags.said}`);
if (!tagsFire()) faults.push('core was made to depend on a runtime, and turbo boundaries did not mind');

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`boundaries hold: ${sources.length} source files, ${forbidden.length} rules, each of them seen to fire`);
