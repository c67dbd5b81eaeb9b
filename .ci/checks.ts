/* The steps of .ci/run after the install. A failed step does not stop the ones after it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmProgram, ROOT } from './npm.ts';

const MINUTE_MS = 60_000;

/** Each is one check in the count. */
const WIDER_CHECKS = [
  ['lint', ['run', '--silent', 'lint']],
  ['types', ['run', '--silent', 'typecheck']],
  ['boundaries', ['run', '--silent', 'boundaries']],
  ['knip', ['run', '--silent', 'knip']],
  ['publish', ['run', '--silent', 'publish-check']],
  ['infra', ['run', '--silent', 'test:infra']],
  ['bench smoke', ['run', '--silent', 'bench', '--', '--json', '--smoke']],
] as const;

interface Counts {
  passed: number;
  failed: number;
}

/** Vitest's JSON report, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const reports = mkdtempSync(join(tmpdir(), 'earshot-reports-'));

function step(name: string, args: readonly string[], longestMs: number): boolean {
  console.log(`\n== ${name}: npm ${args.join(' ')}`);
  const began = performance.now();
  const { status, error } = spawnSync(process.execPath, [npmProgram(), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, EARSHOT_REPORTS: reports },
    timeout: longestMs,
  });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const why = error === undefined ? '' : ` (${error.message})`;
  console.log(`== ${name}: ${status === 0 ? 'passed' : 'failed'} in ${seconds} s${why}`);
  return status === 0;
}

function reported<T>(file: string): T | undefined {
  const path = join(reports, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** What one runner counted. A file of tests that could not be loaded is one failure. */
function vitestCounts(file: string): Counts {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = reported<VitestReport>(file) ?? {};
  const unloadable = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
}

function nodeTestCounts(): Counts {
  const { passed = 0, failed = 0, cancelled = 0 } = reported<Counts & { cancelled: number }>('node-test.json') ?? {};
  return { passed, failed: failed + cancelled };
}

const testSteps = [
  step('tests', ['test'], 12 * MINUTE_MS),
  step('slow tests', ['run', '--silent', 'test:slow'], 12 * MINUTE_MS),
  step('page tests', ['run', '--silent', 'test:page'], 8 * MINUTE_MS),
];
const runners = [...['vitest.json', 'vitest-slow.json', 'vitest-page.json'].map(vitestCounts), nodeTestCounts()];
const passed = runners.reduce((sum, runner) => sum + runner.passed, 0);
const failed = runners.reduce((sum, runner) => sum + runner.failed, 0);
const ranNone = runners.some((runner) => runner.passed + runner.failed === 0);
if (ranNone) console.log('a test runner ran no test');
const unexplained = failed === 0 && (ranNone || testSteps.includes(false)) ? 1 : 0;

const checks = WIDER_CHECKS.map(([name, args]) => step(name, args, 4 * MINUTE_MS));
const checksPassed = checks.filter(Boolean).length;
const total = { passed: passed + checksPassed, failed: failed + unexplained + checks.length - checksPassed };

rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
