import { eventSourceContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import { queueFile } from './event-source-file.js';

const VISIBILITY_MS = 30_000;

describe('SqliteEventSource', () => {
  const create = () => {
    const file = queueFile();
    const database = file.open();
    const letters = new SqliteDeadLetters({ database });
    const first = file.source({ database, visibilityMs: VISIBILITY_MS });
    let source = first;
    return {
      source,
      send: async (body: string, options: { sentAtMs?: number }) => {
        await source.send(body, options);
      },
      deadLettered: async () => {
        const deadLettered = await letters.list({ max: 1_000 });
        return deadLettered.map(({ body, failure }) => ({ delivery: { body }, failure }));
      },
      advance: file.clock.advance,
      successor: () => {
        source = file.source({ visibilityMs: VISIBILITY_MS });
        return source;
      },
      dispose: file.dispose,
    };
  };
  registerContract(eventSourceContract(create, { visibilityMs: VISIBILITY_MS, numRuns: 25 }), it);
});
