import { expect, test } from 'vitest';
import { DOCUMENT_FORMATS } from '../../src/formats/document-formats.js';
import { FOREIGN_DOCUMENTS } from '../../src/testing/index.js';
import { fuzz } from './fuzz.js';

test('of each format of documents there are documents to damage', () => {
  expect(Object.keys(FOREIGN_DOCUMENTS).toSorted()).toEqual(DOCUMENT_FORMATS.map(({ name }) => name).toSorted());
});

test('damaged documents are read without inventing speakers or times, or refused', () => fuzz(300));
