'use strict';

/*
 * The scripts call `node .ci/turbo.cjs …` in place of `turbo …`, for two reasons. Turbo reports its use to its maker unless
 * the environment says no, and npm scripts can't set that on every platform. And what a script answers on stdout must
 * not begin with turbo's own report: that goes to stderr, or with `--quiet` is only shown when something failed.
 */
const { spawn } = require('node:child_process');

const args = process.argv.slice(2);
const quiet = args[0] === '--quiet';
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
const child = spawn(process.execPath, [require.resolve('turbo/bin/turbo'), ...args.slice(quiet ? 1 : 0)], {
  stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
  env,
});

const said = [];
const patience = setTimeout(() => quiet && console.error('Building Earshot …'), 1_000);
for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
child.on('close', (code) => {
  clearTimeout(patience);
  if (code !== 0) process.stderr.write(Buffer.concat(said));
  process.exitCode = code ?? 1;
});
