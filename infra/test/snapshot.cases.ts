import { expect, it } from 'vitest';
import { CHECKED_IN } from './combinations.ts';
import { readable } from './readable.ts';
import { synthesise } from './synthesis.ts';

it('production, as a list', async () => {
  await expect(`${readable(synthesise(CHECKED_IN.prod).template)}\n`).toMatchFileSnapshot('production.snapshot.txt');
});
