'use strict';

// The first step of `npm start` and `npm test`. Runs on any Node since 10, so that an old one is told what is wanted
// in one line, and not by whatever breaks first.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 22)) {
  console.error(
    `Earshot needs Node 22.22 or later, and this is Node ${process.versions.node}. Please install a newer one.`,
  );
  process.exit(1);
}
