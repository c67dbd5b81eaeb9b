import { EarshotError, MeasureBacklog } from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { Fixture, instead } from './fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FULL = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
const DENIED = new EarshotError('EARSHOT_DENIED', 'no s3:GetObject');

describe('MeasureBacklog', () => {
  let fixture: Fixture;

  beforeEach(() => {
    fixture = new Fixture();
  });

  const refuse = (error: EarshotError) =>
    Object.assign(fixture.deps, { analyzer: instead(fixture.analyzer, { start: () => Promise.reject(error) }) });
  const measure = () => new MeasureBacklog(fixture.deps).execute();

  test('finds nothing where nothing waits', async () => {
    await fixture.start('running');
    fixture.nowMs += HOUR_MS;
    expect(await measure()).toEqual({ waiting: 0, oldestMs: 0 });
  });

  test('counts the age of a denied call from its submission, however often its start was put off', async () => {
    refuse(DENIED);
    await fixture.start('denied');
    for (let minute = 1; minute <= 120; minute++) {
      fixture.nowMs += MINUTE_MS;
      await fixture.dispatch();
    }
    expect(await fixture.record('denied')).toMatchObject({ startRetry: { failure: { code: 'EARSHOT_DENIED' } } });
    expect(await measure()).toEqual({ waiting: 1, oldestMs: 2 * HOUR_MS });
  });

  test('sees a denied call behind many that wait for the quota', async () => {
    refuse(DENIED);
    await fixture.start('denied');
    fixture.nowMs += 3 * HOUR_MS;
    await fixture.dispatch();
    refuse(FULL);
    for (let index = 0; index < 50; index++) await fixture.start(`waiting ${index}`);
    expect(await measure()).toEqual({ waiting: 51, oldestMs: 3 * HOUR_MS });
  });

  test('says nothing of a record that cannot be read, nor of a call that has started meanwhile', async () => {
    refuse(FULL);
    for (const callId of ['damaged', 'started']) await fixture.start(callId);
    fixture.nowMs += HOUR_MS;
    await fixture.start('good');
    fixture.nowMs += MINUTE_MS;
    const { repository } = fixture;
    const get: typeof repository.get = async (hash) => {
      if (hash === fixture.hash('damaged')) throw new EarshotError('EARSHOT_UNREADABLE', 'damaged');
      const record = await repository.get(hash);
      return record && hash === fixture.hash('started') ? { ...record, state: 'analyzing' } : record;
    };
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { get }) });
    expect(await measure()).toEqual({ waiting: 3, oldestMs: MINUTE_MS });
  });

  test('does not hide that records cannot be read at all', async () => {
    refuse(FULL);
    await fixture.start('waiting');
    const get = () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'away'));
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { get }) });
    await expect(measure()).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  });
});
