import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeadLetterQueues, startDeadLetterQueues } from '../aws/dead-letter-queues.js';
import { earshot, type Run } from './earshot.js';

const REASON = 'start message: audioS3Uri: Invalid input: expected string, received number, and more than fits a line';
const INVALID = { code: 'EARSHOT_INVALID_INPUT', reason: REASON };
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

let queues: DeadLetterQueues;

/** Runs `earshot dlq`. */
function dlq(...args: readonly string[]): Promise<Run> {
  return earshot(['dlq', ...args, '--adapters', 'aws'], queues.environment);
}

const linesOf = ({ stdout }: Run) => stdout.split('\n').filter((line) => line !== '');

describe('earshot dlq, where nothing is dead-lettered', () => {
  beforeAll(async () => {
    queues = await startDeadLetterQueues();
  });
  afterAll(() => queues.close());

  it('says so, and takes that for success', async () => {
    const [list, json, redrive] = await Promise.all([dlq('list'), dlq('list', '--json'), dlq('redrive')]);
    expect(list).toEqual({ code: 0, stdout: '', stderr: 'no dead-lettered messages\n' });
    expect(json).toEqual(list);
    expect(redrive).toEqual({
      code: 0,
      stdout: 'start: no dead-lettered messages\nresults: no dead-lettered messages\n',
      stderr: '',
    });
  });

  it('ends with 1 when there is no message of an id', async () => {
    const { code, stdout, stderr } = await dlq('show', 'no-such-message');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('no-such-message');
  });
});

describe('earshot dlq', () => {
  let invalid: string;

  beforeEach(async () => {
    queues = await startDeadLetterQueues();
    invalid = await queues.deadLetter('start', '{"callId":"a","audioS3Uri":7}', INVALID);
    await queues.deadLetter('results', 'no JSON', { code: 'EARSHOT_UNREADABLE', reason: 'no\u009b31m\nJSON' });
    await queues.exhaust('results', '{"hello":"world"}');
    return () => queues.close();
  });

  it('lists what was dead-lettered, by whomever, with the whole reason of each', async () => {
    const run = await dlq('list');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const [heading, first, ...others] = linesOf(run);
    expect(heading).toBe('QUEUE\tMESSAGE\tSENT (UTC)\tCODE\tREASON');
    expect(first).toMatch(
      new RegExp(`^start\t${invalid}\t\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\tEARSHOT_INVALID_INPUT\t${REASON}$`),
    );
    expect(others).toHaveLength(2);
    const results = others.join('\n');
    expect(results).toMatch(/^results\t\S+\t.*EARSHOT_UNREADABLE\tno 31m JSON$/m);
    expect(results).toMatch(/^results\t\S+\t.*-\treceived too often/m);
  });

  it('lists each message whole as a line of JSON, and of one queue where asked', async () => {
    const run = await dlq('list', '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const letters = linesOf(run).map((line) => JSON.parse(line));
    expect(letters.map(({ queue }) => queue).sort()).toEqual(['results', 'results', 'start']);
    expect(letters[0]).toMatchObject({
      queue: 'start',
      messageId: invalid,
      body: '{"callId":"a","audioS3Uri":7}',
      parkedBy: 'earshot',
      failure: INVALID,
      origin: { messageId: expect.stringMatching(ID), receiveCount: 1 },
    });
    expect(letters.find(({ parkedBy }) => parkedBy === 'redrive-policy')).toMatchObject({ body: '{"hello":"world"}' });
    expect(linesOf(await dlq('list', '--json', '--queue', 'start'))).toHaveLength(1);
  });

  it('lists at most as many of each queue as it is told to, and says that there may be more', async () => {
    const run = await dlq('list', '--json', '--queue', 'results', '--limit', '1');
    expect(run.code).toBe(0);
    expect(linesOf(run)).toHaveLength(1);
    expect(run.stderr).toContain('--limit');
    expect((await dlq('list', '--queue', 'results', '--limit', '3')).stderr).toBe('');
  });

  it('leaves what it lists where it is', async () => {
    await dlq('list');
    expect(linesOf(await dlq('list', '--json'))).toHaveLength(3);
  });

  it('shows one message whole, by its id or the one that it had before', async () => {
    const { code, stdout, stderr } = await dlq('show', invalid);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const before = /^before +(\S+)$/m.exec(stdout)?.[1] ?? '';
    expect(before).toMatch(ID);
    expect(stdout.replace(/^sent .*\n/m, '')).toBe(
      [
        `message   ${invalid}`,
        `before    ${before}`,
        'queue     start',
        'received  once',
        'code      EARSHOT_INVALID_INPUT',
        `reason    ${REASON}`,
        '',
        '{"callId":"a","audioS3Uri":7}',
        '',
      ].join('\n'),
    );
    expect((await dlq('show', before)).stdout).toBe(stdout);
    expect((await dlq('show', invalid, '--queue', 'results')).code).toBe(1);
  });

  it('shows why a message lies there that no Earshot dead-lettered', async () => {
    const letters = linesOf(await dlq('list', '--json', '--queue', 'results')).map((line) => JSON.parse(line));
    const { messageId } = letters.find(({ parkedBy }) => parkedBy === 'redrive-policy');
    const { stdout } = await dlq('show', messageId);
    expect(stdout).toMatch(/^received +\d+ times, this look included\ncode +-\nreason +received too often/m);
    expect(stdout).not.toMatch(/^before/m);
  });

  it('sends all messages back to their queues, and says how many', async () => {
    expect(await dlq('redrive')).toEqual({
      code: 0,
      stdout: 'start: 1 message sent back\nresults: 2 messages sent back\n',
      stderr: '',
    });
    expect(await queues.take('start')).toEqual(['{"callId":"a","audioS3Uri":7}']);
    expect((await queues.take('results')).toSorted()).toEqual(['no JSON', '{"hello":"world"}']);
    expect((await dlq('list')).stderr).toBe('no dead-lettered messages\n');
  });

  it('sends the messages of one queue back, as fast as it is told to', async () => {
    const { code, stdout } = await dlq('redrive', '--queue', 'start', '--per-second', '100');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'start: 1 message sent back\n' });
    expect(await queues.take('results')).toEqual([]);
  });
});

describe('earshot dlq, used wrongly', () => {
  it.each([['list'], ['show', 'message'], ['redrive']])(
    'names every variable that %s misses, and ends with 2',
    async (...args) => {
      const { code, stdout, stderr } = await earshot(['dlq', ...args, '--adapters', 'aws'], {});
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const missing = [
        'EARSHOT_START_QUEUE_URL',
        'EARSHOT_START_DLQ_URL',
        'EARSHOT_RESULTS_QUEUE_URL',
        'EARSHOT_RESULTS_DLQ_URL',
      ];
      for (const name of missing) expect(stderr).toContain(`${name}: is missing`);
    },
  );

  it.each(['list --queue other', 'list --limit 0', 'redrive --per-second 501', 'show', 'empty'])(
    'ends with 2 on earshot dlq %s',
    async (args) => {
      const { code, stdout, stderr } = await earshot(['dlq', ...args.split(' ')], {});
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toBe('');
    },
  );

  it('ends with 1 when the queues are out of reach', async () => {
    const away = await startDeadLetterQueues();
    await away.close();
    const run = await earshot(['dlq', 'list', '--adapters', 'aws'], { ...away.environment, AWS_MAX_ATTEMPTS: '1' });
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^EARSHOT_UNAVAILABLE: /) });
  });
});
