import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', 'check-node.cjs');

function checkOn(version: string) {
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(versions)}`, SCRIPT],
    { encoding: 'utf8' },
  );
  return { status, said: `${stdout}${stderr}` };
}

it.each(['22.22.0', '22.23.1', '23.0.0', '24.21.0', '100.0.0'])('says nothing on Node %s', (version) => {
  expect(checkOn(version)).toEqual({ status: 0, said: '' });
});

it.each(['10.0.0', '18.20.8', '20.20.2', '22.21.1', '22.0.0-nightly'])(
  'says in one line that Node %s is too old',
  (version) => {
    const { status, said } = checkOn(version);
    expect(status).toBe(1);
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect(said).toContain('22.22');
    expect(said).toContain(version);
  },
);

it('is written for the Nodes that it turns away', () => {
  expect(readFileSync(SCRIPT, 'utf8')).not.toMatch(/\?\.|\?\?|^\s*(import|export)\s|node:|await/m);
});

it('comes first in npm start and npm test', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  expect([scripts.prestart, scripts.pretest]).toEqual(['node .ci/check-node.cjs', 'node .ci/check-node.cjs']);
});
