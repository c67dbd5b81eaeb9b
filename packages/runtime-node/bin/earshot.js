#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { versions } from 'node:process';

const [major = 0, minor = 0] = versions.node.split('.').map(Number);
const built = new URL('../dist/cli/main.js', import.meta.url);

if (major < 22 || (major === 22 && minor < 22)) {
  console.error(`earshot needs Node 22.22 or later, and this is Node ${versions.node}.`);
  process.exitCode = 2;
} else if (existsSync(built)) {
  // Of half a second that a command takes to start, half is compiling.
  enableCompileCache();
  const { main } = await import(built.href);
  const exitCode = await main(process.argv.slice(2));
  // What could not be printed has set one already.
  process.exitCode ||= exitCode;
} else {
  console.error('earshot is not built yet: run "npm run build" in the checkout first.');
  process.exitCode = 2;
}
