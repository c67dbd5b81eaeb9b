import { openLocal } from '@earshot/adapters-local';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDeadLetterQueues } from '../aws/dead-letter-queues.js';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot } from './earshot.js';
import { run, runTyping } from './run-in-process.js';

/** A data folder in which these messages are dead-lettered. */
async function deadLettered(...ids: readonly string[]): Promise<string> {
  const data = await temporaryFolder();
  const local = await openLocal({ folder: data });
  for (const id of ids) await local.source.send(`body of ${id}`, { id });
  const deliveries = ids.length === 0 ? [] : await local.source.receive(ids.length);
  for (const delivery of deliveries ?? []) {
    await local.source.deadLetter(delivery, { code: 'EARSHOT_UNREADABLE', reason: `${delivery.id} isn't JSON` });
  }
  await local.close();
  return data;
}

async function leftIn(data: string): Promise<readonly string[]> {
  const { stdout } = await run('dlq', 'list', '--json', '--data', data);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).messageId]));
}

describe('earshot dlq discard', () => {
  it.each(['y\n', 'YES\n'])('shows what goes, asks, and deletes it on %j', async (typed) => {
    const data = await deadLettered('a', 'b');
    const { code, screen } = await runTyping(typed, 'dlq', 'discard', '--data', data);
    expect(screen).toMatch(/^local +a .*EARSHOT_UNREADABLE\n {2}a isn't JSON$/m);
    expect(screen).toContain('Delete 2 messages for good? [y/N]');
    expect(screen).toContain('local: 2 messages deleted');
    expect(code).toBe(0);
    expect(await leftIn(data)).toEqual([]);
  });

  it.each(['n\n', '\n', '', 'yesterday\n'])('deletes nothing on %j, and ends with 1', async (typed) => {
    const data = await deadLettered('a');
    const { code, screen } = await runTyping(typed, 'dlq', 'discard', '--data', data);
    expect(screen).toContain('nothing was deleted');
    expect(code).toBe(1);
    expect(await leftIn(data)).toEqual(['a']);
  });

  it('deletes those that are named, and ends with 1 when one of them is not there', async () => {
    const data = await deadLettered('a', 'b', 'c');
    const { code, stdout, stderr } = await run('dlq', 'discard', 'a', 'x', 'c', '--yes', '--data', data);
    expect(code).toBe(1);
    expect(stdout).toContain('local: 2 messages deleted');
    expect(stderr).toContain('no dead-lettered message has the id x');
    expect(await leftIn(data)).toEqual(['b']);
  });

  it('refuses where there is no terminal to ask on, and ends with 2', async () => {
    const data = await deadLettered('a');
    const { code, stdout, stderr } = await earshot(['dlq', 'discard', '--data', data]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--yes');
    expect(await leftIn(data)).toEqual(['a']);
  });

  it('says that there is nothing to delete, and takes that for success', async () => {
    const data = await deadLettered();
    expect(await run('dlq', 'discard', '--yes', '--data', data)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'no dead-lettered messages\n',
    });
  });

  it('deletes dead letters on AWS: one by its id, then all', async () => {
    const queues = await startDeadLetterQueues();
    onTestFinished(() => queues.close());
    const named = await queues.deadLetter('start', 'named');
    for (const body of ['one', 'two']) await queues.deadLetter('start', body);
    const discard = async (...args: string[]) => {
      const all = ['dlq', 'discard', ...args, '--queue', 'start', '--yes', '--adapters', 'aws'];
      const { code, stdout } = await earshot(all, queues.environment);
      return { code, deleted: stdout.match(/^\w+: .*$/gm) };
    };
    expect(await discard(named)).toEqual({ code: 0, deleted: ['start: 1 message deleted'] });
    expect(await discard()).toEqual({ code: 0, deleted: ['start: 2 messages deleted'] });
    expect(await discard()).toEqual({ code: 0, deleted: null });
  });
});
