// `npm run native:check`: runs every operation of the native part thousands of times, failures included, under the
// address and undefined-behaviour sanitizers, and fails where anything of it is lost: memory or a descriptor. Node itself
// never frees some of what it holds, so that only what the addon allocated counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './build.mjs';

const native = dirname(fileURLToPath(import.meta.url));
const rounds = process.argv[2] ?? '40';
// Unloading would take the names from what the report says.
const sanitized = [
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=undefined',
  '-fno-omit-frame-pointer',
  '-g',
  '-Wl,-z,nodelete',
];

const folder = mkdtempSync(join(tmpdir(), 'portside-check-'));
try {
  process.exitCode = check();
} finally {
  rmSync(folder, { recursive: true });
}

function check() {
  const addon = join(folder, 'portside.node');
  const obstacle = compile(addon, sanitized);
  if (obstacle !== undefined) return fail(`The native part was not built: ${obstacle}`);
  const libraries = ['libasan.so', 'libubsan.so'].map(libraryPath);
  const log = join(folder, 'leaks');
  const env = {
    ...process.env,
    LD_PRELOAD: libraries.join(' '),
    // The report goes to files, and the exit code stays that of the script: leaks of Node's own are none of this.
    ASAN_OPTIONS: `detect_leaks=1:fast_unwind_on_malloc=0:malloc_context_size=12:log_path=${log}`,
    LSAN_OPTIONS: 'exitcode=0',
    UBSAN_OPTIONS: 'halt_on_error=1:print_stacktrace=1',
  };
  const ran = spawnSync(process.execPath, [join(native, 'exercise.mjs'), addon, rounds], { env, encoding: 'utf8' });
  process.stdout.write(ran.stdout);
  if (ran.status !== 0) return fail(`${ran.stderr}${reports()}\nThe exercise ended with ${ran.status ?? ran.signal}.`);
  // Node-API has no way to let go of a promise that nobody will settle because its environment ends.
  const lost = reports()
    .split('\n\n')
    .filter((leak) => leak.includes(native) && !leak.includes('napi_create_promise'));
  if (lost.length > 0) return fail(`${lost.join('\n\n')}\nThe native part has lost memory in ${lost.length} places.`);
  process.stdout.write('Nothing of the native part was lost.\n');
  return 0;
}

function libraryPath(name) {
  return spawnSync(process.env.CC ?? 'cc', [`-print-file-name=${name}`], { encoding: 'utf8' }).stdout.trim();
}

function reports() {
  const names = readdirSync(folder).filter((name) => name.startsWith('leaks'));
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
