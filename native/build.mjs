// Builds the native part of the jail with the system's compiler into native/build/portside.node. It never fails an
// install: where it cannot build, it says so in one sentence, and the server works without. It runs after `npm ci` and
// before `npm start`. With --prebuilt it fills native/prebuilt for this kind of machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const compilers = [process.env.CC, 'cc', 'gcc', 'clang'].filter(Boolean);
const flags = [
  ...['-std=c11', '-D_GNU_SOURCE', '-DNAPI_VERSION=8', '-pthread'],
  ...['-Wall', '-Wextra', '-Werror', '-O2', '-fPIC', '-fvisibility=hidden', '-shared'],
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--prebuilt')) buildPrebuilt();
  else buildNative();
}

/** Builds what is stale, and says in one sentence why where that is not possible. */
export function buildNative() {
  if (process.platform !== 'linux') return;
  const obstacle = tryToBuild();
  if (obstacle === undefined) return;
  process.stdout.write(`The native part of the jail was not built, and the server works without: ${obstacle}\n`);
}

function tryToBuild() {
  const target = join(folder, 'build/portside.node');
  const stamp = join(folder, 'build/.built-from');
  const state = fingerprint();
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return undefined;
  try {
    const obstacle = compile(target);
    if (obstacle === undefined) writeFileSync(stamp, state);
    // What was built from other sources may not fit the rest of the server.
    else rmSync(target, { force: true });
    return obstacle;
  } catch (error) {
    return error.message;
  }
}

/** Compiles every source into one file; returns a sentence where that fails. */
export function compile(target, moreFlags = []) {
  const headers = findHeaders();
  if (headers === undefined) return 'the package node-api-headers is not installed.';
  const unfinished = `${target}.${process.pid}`;
  const sources = sourcesOf('.c');
  mkdirSync(dirname(target), { recursive: true });
  for (const compiler of compilers) {
    const ran = spawnSync(compiler, [...flags, ...moreFlags, `-I${headers}`, ...sources, '-o', unfinished], {
      encoding: 'utf8',
    });
    if (ran.error !== undefined) continue;
    if (ran.status === 0) return renameSync(unfinished, target);
    rmSync(unfinished, { force: true });
    const [first = 'it did not say why'] = ran.stderr.split('\n').filter((line) => line.includes('error'));
    return `${compiler} could not compile it (${first.trim()}).`;
  }
  return `there is no C compiler (${compilers.join(', ')}).`;
}

/** The folder below native/prebuilt for machines like this one. */
function machine() {
  const musl = process.report.getReport().header.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${musl ? '-musl' : ''}`;
}

function buildPrebuilt() {
  const target = join(folder, 'prebuilt', machine(), 'portside.node');
  const obstacle = compile(target, ['-s']);
  process.stdout.write(`${obstacle === undefined ? `Built ${target}` : `Nothing was built: ${obstacle}`}\n`);
  if (obstacle !== undefined) process.exitCode = 1;
}

function findHeaders() {
  try {
    return createRequire(import.meta.url)('node-api-headers').include_dir;
  } catch {
    return undefined;
  }
}

function sourcesOf(...endings) {
  const names = readdirSync(folder).filter((name) => endings.some((ending) => name.endsWith(ending)));
  return names.sort().map((name) => join(folder, name));
}

/** Changes with every source, this file and the kind of machine. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const source of sourcesOf('.c', '.h', 'build.mjs')) hash.update(readFileSync(source));
  return hash.digest('hex');
}
