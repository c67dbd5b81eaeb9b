import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Copies } from '@earshot/core';
import { expect, it, onTestFinished } from 'vitest';
import { DATABASE_NAME, openLocal } from '../src/open-local.js';
import { migrate, STEPS } from '../src/sqlite/migrations.js';
import { SETTINGS_SCHEMA } from '../src/sqlite/settings-schema.js';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-copies-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Opens a folder and closes it again; gives what it keeps. */
async function keeps(folder: string, copies?: Copies): Promise<Copies> {
  const local = await openLocal({ folder, copies });
  await local.close();
  return local.copies;
}

const REFUSED = { code: 'EARSHOT_CONFLICT', retryable: false, details: { field: 'copies' } };

it('a folder keeps the copies that the first process asked for, and refuses a process that asks for others', async () => {
  for (const [first, other] of [
    ['redacted', 'original'],
    ['original', 'redacted'],
  ] as const) {
    const folder = await newFolder();
    expect(await keeps(folder, first)).toBe(first);
    expect(await keeps(folder)).toBe(first);
    await expect(keeps(folder, other)).rejects.toMatchObject({
      ...REFUSED,
      details: { expected: first, found: other },
    });
    expect(await keeps(folder, first)).toBe(first);
  }
});

it('a new folder keeps originals unless somebody asks for something else, for good', async () => {
  const folder = await newFolder();
  expect(await keeps(folder)).toBe('original');
  await expect(keeps(folder, 'redacted')).rejects.toMatchObject(REFUSED);
});

it('processes that open a new folder at once agree on its copies, or are refused', async () => {
  const folder = await newFolder();
  const asked = (['redacted', 'original', undefined, 'redacted', 'original', undefined] as const).map((copies) => ({
    copies,
  }));
  const opened = await Promise.allSettled(asked.map(({ copies }) => openLocal({ folder, copies })));
  const kept = await keeps(folder);
  for (const [index, result] of opened.entries()) {
    const { copies = kept } = asked[index] ?? {};
    if (result.status === 'fulfilled') await result.value.close();
    expect(result).toMatchObject(copies === kept ? { value: { copies: kept } } : { reason: REFUSED });
  }
});

it('a folder from before there were settings keeps originals if anything is in it', async () => {
  const before = STEPS.slice(0, STEPS.indexOf(SETTINGS_SCHEMA));
  for (const [sql, kept] of [
    ['', 'redacted'],
    ["INSERT INTO message (id, sent_at_ms, due_at_ms, body) VALUES ('1', 0, 0, '')", 'original'],
    ["INSERT INTO recording (digest, state) VALUES ('1', 'erased')", 'original'],
    ["INSERT INTO call (hash, revision, state, rank_ms, json, crc32) VALUES ('1', 1, '', 0, '', 0)", 'original'],
  ] as const) {
    const folder = await newFolder();
    const path = join(folder, DATABASE_NAME);
    const database = new DatabaseSync(path);
    migrate(database, path, before);
    database.exec(sql);
    database.close();
    expect(await keeps(folder, kept)).toBe(kept);
  }
});
