import { describe, expect, it } from 'vitest';
import type { Effort, Figure } from './measure.ts';
import { runBenchmarks, type Section } from './run-benchmarks.ts';

const EFFORT: Effort = { smoke: true };

const figureOf = (name: string): Figure => ({ name, value: 1, limit: 2, better: 'lower', note: '' });

/** A section that measures figures, and notes in a diary when it does; with what it ends in, if it fails. */
function section(diary: string[], names: readonly string[], fault?: unknown): Section {
  return {
    async *run() {
      for (const name of names) {
        diary.push(`measured ${name}`);
        yield figureOf(name);
      }
      if (fault !== undefined) throw fault;
    },
  };
}

async function run(diary: string[], sections: Readonly<Record<string, Section>>) {
  return runBenchmarks(sections, EFFORT, {
    figure: (line) => diary.push(`printed ${line.split(' ')[0]}`),
    problem: (line) => diary.push(line.split('\n')[0] ?? ''),
  });
}

describe('a run of the benchmarks', () => {
  it('prints each figure before it measures the next', async () => {
    const diary: string[] = [];
    await run(diary, { a: section(diary, ['one', 'two']), b: section(diary, ['three']) });
    expect(diary).toEqual([
      'measured one',
      'printed one',
      'measured two',
      'printed two',
      'measured three',
      'printed three',
    ]);
  });

  it('survives a section that fails, keeps what it measured, and names it', async () => {
    const diary: string[] = [];
    const { figures, failed } = await run(diary, {
      torn: section(diary, ['one'], new Error('no such program')),
      odd: section(diary, [], 'a string'),
      fine: section(diary, ['two']),
    });
    expect(figures.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(failed).toEqual(['torn', 'odd']);
    expect(diary).toContain('torn failed: Error: no such program');
    expect(diary.at(-1)).toBe('printed two');
  });

  it('names missing packages of every section before it measures anything, and leaves those sections out', async () => {
    const diary: string[] = [];
    const lacking = (...packages: string[]) => ({ ...section(diary, ['never']), missingPackages: () => packages });
    const { figures, failed } = await run(diary, {
      first: section(diary, ['one']),
      speech: lacking('ffmpeg', 'flite'),
      second: { ...section(diary, ['two']), missingPackages: () => [] },
      other: lacking('espeak-ng'),
    });
    expect(diary.slice(0, 2)).toEqual([
      'speech is left out. First run: apt-get install ffmpeg flite',
      'other is left out. First run: apt-get install espeak-ng',
    ]);
    expect(figures.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(failed).toEqual(['speech', 'other']);
  });
});
