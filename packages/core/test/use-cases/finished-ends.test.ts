import { MemoryNotifier } from '@earshot/adapters-memory';
import {
  createStartHandler,
  createSweep,
  createUseCases,
  DEFAULT_LAYOUT,
  DispatchJobs,
  EarshotError,
  FinishCall,
  NoticeDocument,
  type RecordRepository,
  type SharedState,
} from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fixture, instead, jobIdOf, requestOf } from './fixture.js';

const REFUSED = new EarshotError('EARSHOT_NOT_SUPPORTED', 'no recording');
const FULL = new EarshotError('EARSHOT_THROTTLED', 'no slot', { details: { quota: true } });

describe('notices of ends that no message reports', () => {
  let fixture: Fixture;
  let notifier: MemoryNotifier;

  beforeEach(() => {
    fixture = new Fixture();
    notifier = new MemoryNotifier();
    Object.assign(fixture.deps, {
      finishCall: new FinishCall({ ...fixture.deps, notifiers: [notifier] }),
    });
  });

  const kinds = () => notifier.received.map((text) => NoticeDocument.parse(JSON.parse(text)).kind);
  const analyzerAnswers = (error: EarshotError) =>
    Object.assign(fixture.deps, {
      analyzer: instead(fixture.analyzer, { start: () => Promise.reject(error) }),
    });

  /** A call whose job ended, half an hour after anybody has reported anything. */
  async function endedUnreported(callId: string): Promise<void> {
    const { jobId } = await fixture.start(callId);
    const { resultUri } = await fixture.finish(jobIdOf(jobId ?? ''), callId);
    fixture.analyzer.succeed(jobIdOf(jobId ?? ''), resultUri);
    fixture.nowMs += 31 * 60_000;
  }

  it('are sent by the sweep that finds the end', async () => {
    await endedUnreported('silent');
    expect(await createSweep(fixture.deps).execute()).toEqual({ stored: 1 });
    expect(kinds()).toEqual(['call.completed']);
  });

  it('are sent, once, by a sweep that gets no answer to its save', async () => {
    await endedUnreported('silent');
    const repository = instead<RecordRepository>(fixture.repository, {
      save: async (record) => {
        await fixture.repository.save(record);
        throw new Error('socket hang up');
      },
    });
    expect(await createSweep({ ...fixture.deps, repository }).execute()).toEqual({ error: 1 });
    await createSweep(fixture.deps).execute();
    expect(kinds()).toEqual(['call.completed']);
  });

  it('are sent by a later sweep when the target answers again', async () => {
    await endedUnreported('silent');
    notifier.fail(new EarshotError('EARSHOT_UNAVAILABLE', 'no answer'));
    expect(await createSweep(fixture.deps).execute()).toEqual({ stored: 1 });
    notifier.fail(undefined);
    await createSweep(fixture.deps).execute();
    expect(kinds()).toEqual(['call.completed']);
  });

  it('are sent when the analyzer refuses the recording: at once, in a restart, and in a dispatch', async () => {
    analyzerAnswers(REFUSED);
    expect(await fixture.start('refused')).toMatchObject({ status: 'failed' });
    expect(kinds()).toEqual(['call.failed']);
    expect(await fixture.restart('refused')).toMatchObject({ status: 'failed' });
    expect(kinds()).toHaveLength(2);
    analyzerAnswers(FULL);
    await fixture.start('waiting');
    analyzerAnswers(REFUSED);
    fixture.nowMs += 60_000;
    await new DispatchJobs(fixture.deps).execute();
    expect([(await fixture.record('waiting'))?.state, kinds().length]).toEqual(['failed', 3]);
  });

  it('are not noted for later by deliveries, which announce what comes of them', async () => {
    analyzerAnswers(REFUSED);
    const noted: string[] = [];
    const state = instead<SharedState>(fixture.state, {
      write: async (name, value, version) => {
        noted.push(name.replace(/#.*/, ''));
        return fixture.state.write(name, value, version);
      },
    });
    const finishCall = new FinishCall({ ...fixture.deps, state, notifiers: [notifier] });
    const deps = { ...fixture.deps, finishCall, layout: DEFAULT_LAYOUT };
    const handlers = [
      createStartHandler(deps, { execute: () => expect.unreachable() }),
      createUseCases({ ...deps, sign: (text) => text }).handleDelivery,
    ];
    for (const [index, handler] of handlers.entries()) {
      const body = JSON.stringify({ callId: `refused-${index}`, audioS3Uri: 's3://recordings/a.wav' });
      expect(await handler.execute({ body, sentAtMs: fixture.nowMs })).toMatchObject([{ status: 'failed' }]);
    }
    expect([kinds(), noted]).toEqual([
      ['call.failed', 'call.failed'],
      ['notice', 'notice'],
    ]);
  });

  it('are not sent of a refused recording whose call is forgotten', async () => {
    analyzerAnswers(REFUSED);
    const useCases = createUseCases({ ...fixture.deps, layout: DEFAULT_LAYOUT, sign: (text) => text });
    const outcome = await useCases.startAnalysis.execute(requestOf('refused'), { forgetRefused: true });
    expect([outcome.status, await fixture.record('refused'), kinds()]).toEqual(['failed', undefined, []]);
  });

  it('are not sent while a failed job is followed by another one', async () => {
    await fixture.start('again');
    const failure = { code: 'ServiceError', reason: 'broken' };
    const status = async () => ({ state: 'failed' as const, failure, retryable: true });
    fixture.nowMs += 31 * 60_000;
    const analyzer = instead(fixture.analyzer, { status });
    expect(await createSweep({ ...fixture.deps, analyzer }).execute()).toEqual({ submitted: 1 });
    expect(kinds()).toEqual([]);
  });
});
