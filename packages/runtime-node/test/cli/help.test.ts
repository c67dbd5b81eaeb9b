import { expect, it } from 'vitest';
import { run } from './run-in-process.js';

/** The commands in a help text. */
function commandsIn(help: string): string[] {
  const lines = help.split('\nExamples:')[0]?.split('\n') ?? [];
  const start = lines.findIndex((line) => /^\S.*:$/.test(line) && !/^(Options|Arguments):$/.test(line));
  const names = lines.slice(start).flatMap((line) => /^ {2}([a-z]+)(?: |$)/.exec(line)?.[1] ?? []);
  return start === -1 ? [] : names.filter((name) => name !== 'help');
}

it('gives an example for every command and its subcommands', async () => {
  const { stdout } = await run('--help');
  expect(stdout).toContain('Examples:\n  $ earshot ');
  const commands = commandsIn(stdout);
  expect(commands).toEqual(expect.arrayContaining(['ingest', 'query', 'erase', 'worker', 'dlq']));
  for (const command of commands) {
    const help = (await run(command, '--help')).stdout;
    expect(help, command).toContain(`Examples:\n  $ earshot ${command}`);
    for (const subcommand of help.includes('[command]') ? commandsIn(help) : []) {
      expect((await run(command, subcommand, '--help')).stdout, subcommand).toContain('Examples:\n  $ earshot ');
    }
  }
});

it('lists every command in a group, those about AWS apart', async () => {
  const { stdout } = await run('--help');
  expect(stdout).not.toMatch(/^Commands:/m);
  expect(stdout).toMatch(/^Find and read calls:\n {2}query /m);
  expect(stdout).toMatch(/^On AWS .*:\n {2}worker /m);
});

it('says that this version is not released', async () => {
  expect(await run('--version')).toMatchObject({ code: 0, stdout: '0.0.0 (not released yet)\n' });
});
