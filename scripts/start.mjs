// npm start: builds what is out of date and runs dist/main.mjs in this very process, so that signals reach it directly.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node.js ${process.versions.node} is too old: 20.19 or newer is needed. Install it, for example from nodejs.org.`);
}

const { BUNDLE, build, canBuild, isFresh } = await import('./build.mjs');
try {
  if (canBuild()) await build();
  else if (!existsSync(BUNDLE))
    stop('dist/main.mjs is missing and the build tools are not installed. Run "npm ci" (without --omit=dev), or copy dist/ here.');
  else if (!isFresh())
    console.warn('dist/main.mjs is older than the sources, and the build tools are not installed: the former state starts.');
} catch (error) {
  stop(error.message);
}

process.setSourceMapsEnabled(true);
await import(pathToFileURL(BUNDLE).href);

function stop(message) {
  console.error(message);
  process.exit(1);
}
