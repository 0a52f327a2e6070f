// npm run dev: server and surfaces, each restarted or replaced at every change. Pages at http://<brand>.localhost:5173.
import { spawn } from 'node:child_process';
import { buildClient, buildOperations } from './build.mjs';

buildClient();
await buildOperations();
const bin = (name) => `node_modules/.bin/${name}`;
const parts = [
  spawn(bin('tsx'), ['watch', '--include', 'dist/operations.json', 'core/main.ts'], { stdio: 'inherit' }),
  spawn(bin('vite'), ['--config', 'admin/vite.config.ts'], { stdio: 'inherit' }),
];
const end = () => {
  for (const part of parts) part.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
for (const part of parts) part.once('exit', end);
