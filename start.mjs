// `npm start`: builds the server and the web pages when that is needed, then runs the launcher. Plain JavaScript, because
// it runs before anything is built. With --build-only it stops after building, with
// --build-only=server after building that alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const oldestNode = [20, 19];

/** What is built, from what, and where the fingerprint of its sources is kept (the build itself empties that folder). */
const products = [
  {
    name: 'server',
    script: 'build:server',
    result: 'dist/src/launch/main.js',
    stamp: 'dist/.built-from',
    sources: ['src', 'migrations', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'],
  },
  {
    name: 'web pages',
    script: 'build:web',
    result: 'web/dist/index.html',
    stamp: 'web/dist/.built-from',
    sources: [
      'web/src',
      'web/public',
      'web/index.html',
      'web/package.json',
      'web/vite.config.ts',
      'web/tsconfig.json',
      'package-lock.json',
    ],
  },
];

refuseOldNode();
refuseMissingPackages();
const buildOnly = process.argv.find((word) => /^--build-only(=|$)/.test(word));
const [, one] = buildOnly?.split('=') ?? [];
for (const product of products) if (one === undefined || product.name === one) buildWhenStale(product);
await buildNative();
if (buildOnly === undefined) {
  loadEnvFile();
  await import(new URL('dist/src/launch/main.js', import.meta.url).href);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  refuse(`This is Node ${process.versions.node}; Portside needs ${oldestNode.join('.')} or newer, so install that.`);
}

function refuseMissingPackages() {
  if (!existsSync(join(root, 'node_modules'))) refuse('The packages are not installed; run npm ci first.');
}

/** A package that was published with its results and without its sources builds nothing. */
function buildWhenStale({ name, script, result, stamp, sources }) {
  const [first] = sources;
  if (!existsSync(join(root, first))) return;
  const state = fingerprint(sources);
  const stampFile = join(root, stamp);
  const built = existsSync(join(root, result)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === state;
  if (built) return;
  process.stdout.write(`Building the ${name} ...\n`);
  build({ name, script, result });
  writeFileSync(stampFile, state);
}

/** The native part of the jail skips itself when it is built, and says in one sentence why where it cannot be. */
async function buildNative() {
  const builder = join(root, 'native/build.mjs');
  if (existsSync(builder)) (await import(pathToFileURL(builder).href)).buildNative();
}

/** Shows what the build printed only when it failed. */
function build({ name, script, result }) {
  const windows = process.platform === 'win32';
  const options = { cwd: root, encoding: 'utf8', shell: windows, maxBuffer: 64 * 1024 * 1024 };
  const ran = spawnSync(windows ? 'npm.cmd' : 'npm', ['run', '--silent', script], options);
  if (ran.status === 0 && existsSync(join(root, result))) return;
  process.stderr.write(`${[ran.stdout, ran.stderr, ran.error?.message].filter(Boolean).join('')}\n`);
  refuse(`Building the ${name} failed; the lines above say why. Run npm ci and start again.`);
}

/** Changes with every source that is added, removed or written. */
function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) addTo(hash, `${path}/${name}`);
  } else if (!/\.(spec|test)\.tsx?$/.test(path)) {
    hash.update(`${path} ${stat.size} ${Math.trunc(stat.mtimeMs)}\n`);
  }
}

/** Settings may stand in a file .env beside this one; what the environment already has wins. */
function loadEnvFile() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
