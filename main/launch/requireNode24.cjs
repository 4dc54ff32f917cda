'use strict';
// Loaded before any TypeScript: older versions of Node cannot read it and would say so only in their own words.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Maskwright runs on Node 24, and this is Node ${process.versions.node}. On Linux and Windows "npm ci" brings it along; ` +
      'on macOS install it from https://nodejs.org and try again.',
  );
  process.exit(1);
}
