import { memoryPorts } from '@earshot/adapters-memory/node';
import { createEarshot, SHIPPED_RULESETS } from '@earshot/core';
import { expect, test } from 'vitest';

const CALL = `WEBVTT

00:00.000 --> 00:02.000
<v Agent>Thanks for calling, how can I help?

00:02.500 --> 00:06.000
<v Customer>I was charged twice for one violin.
`;
const bytes = new TextEncoder().encode(CALL);

test('composes every use case over the ports: one import is listed, read, searched and erased', async () => {
  const ports = memoryPorts();
  const earshot = createEarshot({ ports, rulesets: SHIPPED_RULESETS });
  const imported = await earshot.importDocument.execute({ bytes, fileName: 'violin.vtt' });
  expect(imported).toMatchObject({ status: 'stored', record: { state: 'completed' } });
  const { calls } = await earshot.queryAnalytics.execute({ text: 'violin' });
  expect(calls).toMatchObject([{ callId: 'violin' }]);
  const [{ hash } = { hash: '' as never }] = calls;
  expect((await earshot.searchMoments?.execute({ text: 'violin' }))?.hits).toMatchObject([{ callId: 'violin' }]);
  expect(await ports.insights.scoreOf(hash)).toMatchObject({ hash });
  await earshot.eraseCall.execute(hash);
  expect((await earshot.queryAnalytics.execute({})).calls).toEqual([]);
  expect((await earshot.searchMoments?.execute({ text: 'violin' }))?.hits).toEqual([]);
});

test('leaves out what an absent port is for', () => {
  const { analyzer, repository, store, state, digests, sign, randomHex, now } = memoryPorts();
  const earshot = createEarshot({ ports: { analyzer, repository, store, state, digests, sign, randomHex, now } });
  const { source, insights, coaching, searchMoments, playing, uploading, derivations } = earshot;
  expect({ source, insights, coaching, searchMoments, playing, uploading }).toEqual({});
  expect(derivations).toEqual([]);
});

test('takes uploads where a place for them is named', () => {
  const ports = memoryPorts();
  expect(createEarshot({ ports }).uploading).toBeUndefined();
  const place = { scheme: 's3', bucket: 'recordings' };
  expect(createEarshot({ ports, uploads: place }).uploading).toMatchObject({ place });
});
