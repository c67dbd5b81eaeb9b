import { test } from 'vitest';
import { fuzz } from './fuzz.js';

test('20,000 corrupted, truncated or mixed documents are read without inventing speakers or times, or refused', () =>
  fuzz(20_000));
