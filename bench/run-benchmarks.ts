import { styleText } from 'node:util';
import type { Effort, Figure } from './measure.ts';

/** One file of benchmarks. */
export interface Section {
  /** Gives each figure as soon as it is measured. */
  readonly run: (effort: Effort) => AsyncIterable<Figure>;
  /** The Debian packages that it needs and this machine lacks. @defaultValue none */
  readonly missingPackages?: (effort: Effort) => readonly string[];
}

/** Where the run is reported, line by line. */
export interface Report {
  /** Takes a figure of the table. */
  readonly figure: (line: string) => void;
  /** Takes a section that can't run, or failed. */
  readonly problem: (line: string) => void;
}

/**
 * Runs sections one after the other. One that fails, or whose packages are missing, doesn't stop the others.
 * @returns every figure, and the names of the sections that didn't run to their end
 */
export async function runBenchmarks(
  sections: Readonly<Record<string, Section>>,
  effort: Effort,
  report: Report,
): Promise<{ readonly figures: readonly Figure[]; readonly failed: readonly string[] }> {
  const figures: Figure[] = [];
  const failed = new Set<string>();
  for (const [name, { missingPackages }] of Object.entries(sections)) {
    const missing = missingPackages?.(effort) ?? [];
    if (missing.length === 0) continue;
    failed.add(name);
    report.problem(`${name} is left out. First run: apt-get install ${missing.join(' ')}`);
  }
  for (const [name, { run }] of Object.entries(sections)) {
    if (failed.has(name)) continue;
    try {
      for await (const figure of run(effort)) {
        figures.push(figure);
        report.figure(lineOf(figure));
      }
    } catch (error) {
      failed.add(name);
      report.problem(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return { figures, failed: [...failed] };
}

function lineOf({ name, value, limit, better, note }: Figure): string {
  const met = better === 'lower' ? value <= limit : value >= limit;
  const bound = `${better === 'lower' ? '≤' : '≥'} ${limit}`;
  return `${name.padEnd(18)} ${String(value).padStart(8)}  ${bound.padEnd(7)} ${met ? styleText('green', 'met   ') : styleText('red', 'missed')}  ${note}`;
}
