// Adds up the test runs and prints "N passed, N failed" as the last line. A skipped test fails the run.
import { readFileSync } from 'node:fs';

const runs = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (field) => runs.reduce((total, run) => total + run[field], 0);
const skipped = sum('numPendingTests') + sum('numTodoTests');
if (skipped > 0) console.log(`${skipped} test(s) skipped: that is not allowed`);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests') + skipped} failed`);
process.exitCode = runs.every(({ success }) => success) && skipped === 0 ? 0 : 1;
