import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoticeDocument } from '@earshot/core';
import { expect, test } from 'vitest';
import * as z from 'zod';

const DOCS = join(import.meta.dirname, '../../../../docs');

test('the example of the documentation is one', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(join(DOCS, 'notices.md'), 'utf8')) ?? [];
  expect(NoticeDocument.parse(JSON.parse(example))).toEqual(JSON.parse(example));
});

test('the published JSON Schema is the one of the documents that are sent', () => {
  const published: unknown = JSON.parse(readFileSync(join(DOCS, 'notice.schema.json'), 'utf8'));
  expect(published).toEqual({
    title: 'Earshot notice',
    description: 'What happened to a call. Ignore kinds and fields that you don’t know.',
    ...z.toJSONSchema(NoticeDocument, { io: 'input' }),
  });
});
