import fc from 'fast-check';
import { expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { guardedTerminal, type Stream, styled, styleOfState, table, wrapped } from '../../src/cli/terminal.js';
import { ALL_HARM, hostileText } from '../hostile-text.js';
import { custom, job, standard, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { kept, run } from './run-in-process.js';

/** Conceals text. Nothing here uses it. */
const HIDE = '\u001b[8m';
const HARM = `${ALL_HARM}${HIDE}`;

const terminal = () => kept({ isTTY: true, columns: 100 });

/** What is left without the colors and cursor moves of the program itself. */
function uncolored(text: string): string {
  return text.replace(/\u001b\[(?:(?:1|2|22|3[0-9]|39)m|\d*[A-HJK]|\?(?:7|25)[hl])/g, '');
}

it('lets nothing of a document, a name or an error command a terminal, in any command and format', async () => {
  const folder = await temporaryFolder();
  const place = 'transcription-outputs/c\u202e\u009b/job-1';
  const said = structuredClone(standard()) as Record<string, Record<string, unknown>[]>;
  for (const segment of said['audio_segments'] ?? []) {
    segment['text'] = HARM;
    segment['speaker'] = { speaker_label: HARM };
  }
  const fields = { call_summary: HARM, call_categories: [HARM], topics: [HARM], [HARM]: HARM };
  await writeFiles(folder, {
    ...job('c\u202e\u009b', 'job-1'),
    [`${place}/0/standard_output/0/result.json`]: { ...said, audio: { summary: HARM } },
    [`${place}/0/custom_output/0/result.json`]: { ...custom(), inference_result: fields },
    [`torn\u001b]0;\u0007\u202e.json`]: '{',
  });
  const from = ['--ingest', folder];
  const commands = [
    ['query', ...from],
    ['query', '--json', ...from],
    ['show', 'c\u202e\u009b', ...from],
    ['show', 'c\u202e\u009b', '--json', ...from],
    ['show', HARM, ...from],
    ...['json', 'csv', 'markdown', 'vtt', 'srt', 'txt'].map((format) => ['export', '--format', format, ...from]),
    ['coach', 'c\u202e\u009b', ...from],
    ['coach', 'c\u202e\u009b', '--json', ...from],
    ['coach', HARM, ...from],
    ['insights', 'list', ...from],
    ['insights', 'list', '--json', ...from],
    ['insights', 'show', HARM, ...from],
    ['agents', HARM, ...from],
    ['ingest', folder, '--data', `${folder}/data`],
    ['ingest', folder, '--json', '--data', `${folder}/data`],
    ['query', '--data', `${folder}/none${HARM.replaceAll('\0', '')}`],
    ['query', `--${HARM}`],
    ['erase', 'c\u202e\u009b', '--yes', '--json', '--data', `${folder}/data`],
  ];
  for (const command of commands) {
    const [stdout, stderr] = [terminal(), terminal()];
    await main(command, { stdout, stderr });
    const written = uncolored(stdout.written + stderr.written);
    expect(written, command.join(' ')).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
    expect(written).not.toBe('');
  }
});

it('guards a terminal whatever is written to it, and leaves its own colors', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const stream = terminal();
      const guarded = guardedTerminal(stream);
      guarded.write(`${text}${styled(guarded, 'red', 'red')}\n`);
      expect(uncolored(stream.written)).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      expect(stream.written).toMatch(/\u001b\[31mred\u001b\[39m\n$/);
    }),
  );
});

it('leaves what is no terminal as it is', () => {
  const stream = kept();
  guardedTerminal(stream).write('\u001b]0;\u0007');
  expect(stream.written).toBe('\u001b]0;\u0007');
});

const COLUMNS = [
  { heading: 'Call', share: 1 },
  { heading: 'Summary', share: 1 },
];
const LONG = 'a long sentence that goes on and on, '.repeat(9).trim();

it('separates whole cells with tabs where no terminal is', () => {
  expect(table(kept(), COLUMNS, [[LONG, 'two\tcells\nand lines']])).toBe(`Call\tSummary\n${LONG}\ttwo cells and lines`);
  expect(table(kept({ columns: 40 }), COLUMNS, [[LONG, '']])).toContain(LONG);
});

it('neither wraps nor cuts text in a pipe, unless COLUMNS says how wide it may be', () => {
  expect(wrapped(kept(), '  ', LONG)).toBe(`  ${LONG}`);
  const narrow = guardedTerminal(kept(), { columns: 40 });
  expect(
    Math.max(
      ...wrapped(narrow, '  ', LONG)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(40);
});

it('prefers COLUMNS to what the terminal says', () => {
  const wide = guardedTerminal(terminal(), { columns: 30 });
  expect(
    Math.max(
      ...uncolored(table(wide, COLUMNS, [[LONG, LONG]]))
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(30);
});

it('shows a short hash on a terminal where ids are cut, and the whole hash in a pipe', async () => {
  const args = ['query', '--ingest', 'examples/bucket'];
  const shown = async (facts: Partial<Stream>) => {
    const stdout = kept(facts);
    await main(args, { stdout, stderr: kept() });
    return uncolored(stdout.written);
  };
  expect(await shown({ isTTY: true, columns: 200 })).not.toContain('Hash');
  expect(await shown({ isTTY: true, columns: 70 })).toMatch(/^Recorded[^\n]* Hash {6}.*\n\S+ \S+ {2}[0-9a-f]{8} {2}/);
  expect(await shown({})).toMatch(/^Recorded \(UTC\)\tHash\tCall\t.*\n[^\t]+\t[0-9a-f]{32}\t/);
});

it('colors states on a terminal', () => {
  const columns = [{ heading: 'State', share: 0, styleOf: styleOfState }];
  expect(table(terminal(), columns, [['failed'], ['completed']])).toMatch(/\u001b\[31mfailed.*\n\u001b\[32mcompleted/);
});

it('says nothing that --quiet can spare', async () => {
  const { stdout, stderr } = await run('query', '--quiet', '--ingest', 'examples/bucket', '--category', 'no such one');
  expect(stdout + stderr).toBe('');
});
