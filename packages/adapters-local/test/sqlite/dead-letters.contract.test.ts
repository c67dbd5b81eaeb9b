import { deadLettersContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import { queueFile } from './event-source-file.js';

const VISIBILITY_MS = 30_000;

describe('SqliteDeadLetters', () => {
  const create = () => {
    const file = queueFile();
    const database = file.open();
    const source = file.source({ database, visibilityMs: VISIBILITY_MS, maxReceives: 1 });
    return {
      letters: new SqliteDeadLetters({ database, now: file.clock.now }),
      source,
      send: async (body: string) => {
        await source.send(body);
      },
      exhaust: async (body: string) => {
        await source.send(body);
        // Its receiver dies, and another one finds that it has been received too often.
        await file.source({ database, visibilityMs: VISIBILITY_MS }).receive(1);
        file.clock.advance(VISIBILITY_MS);
        await source.send('the next');
        for (const next of (await source.receive(1)) ?? []) await source.acknowledge(next);
      },
      dispose: file.dispose,
    };
  };
  registerContract(deadLettersContract(create, { exhausts: true }), it);
});
