// Asks the native part for everything it can do, and for what must fail, again and again; part of `npm run native:check`.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const [file, rounds] = [process.argv[2], Number(process.argv[3])];
const addon = createRequire(import.meta.url)(file);
const isRoot = process.geteuid() === 0;
const ids = isRoot ? [23_456, 23_456, 0o022] : [process.geteuid(), process.getegid(), 0o022];
const home = mkdtempSync(join(tmpdir(), 'portside-exercise-'));

addon.configure(1000, isRoot);
const obstacle = addon.probe();
if (obstacle !== undefined) throw new Error(`The native part does not work here: ${obstacle}`);
prepare();
const before = openDescriptors();
let asked = 0;
for (let round = 0; round < rounds; round += 1) {
  await Promise.all([exercise(`a${round % 3}`), exercise(`b${round % 3}`)]);
}
await endInTheMiddle();
// What is asked last is dropped or finished when the process ends.
for (let last = 0; last < 100; last += 1) void ask('stat', { path: home });
const after = openDescriptors();
rmSync(home, { recursive: true });
process.stdout.write(`${asked} pieces of work, ${before} descriptors before and ${after} after.\n`);
if (after !== before) process.exitCode = 1;

function prepare() {
  symlinkSync('loop', join(home, 'loop'));
  symlinkSync('/', join(home, 'root'));
  symlinkSync('nothing', join(home, 'dangling'));
  execFileSync('mkfifo', [join(home, 'fifo')]);
  if (isRoot) chownSync(home, ids[0], ids[1]);
}

/** An environment that ends while its work is done, waits, or is done and not told: all of it has to be let go of. */
async function endInTheMiddle() {
  const flood = `
    const addon = require(${JSON.stringify(file)});
    addon.configure(1000, ${isRoot});
    const home = ${JSON.stringify(home)};
    for (let one = 0; one < 300; one += 1) addon.openWebRoot(...${JSON.stringify(ids)}, -1, home, -1, '', 0, 0);
    require('node:worker_threads').parentPort.postMessage('asked');
    for (;;);`;
  for (let time = 0; time < 5; time += 1) {
    const worker = new Worker(flood, { eval: true });
    await once(worker, 'message');
    await worker.terminate();
  }
}

function openDescriptors() {
  return readdirSync('/proc/self/fd').length;
}

/** Resolves with the reply; closes what it opened unless it is wanted. */
async function ask(name, { at = -1, path = '', other = -1, target = '', number = 0, value = 0 } = {}) {
  asked += 1;
  return addon[name](...ids, at, path, other, target, number, value);
}

async function opened(name, request) {
  const { error, fd } = await ask(name, request);
  if (error !== 0) throw new Error(`${name} of ${request.path} failed with errno ${error}.`);
  return fd;
}

async function exercise(own) {
  const webRoot = await opened('openWebRoot', { path: home, number: 0 });
  const root = await opened('openHome', { at: webRoot, path: '/' });
  await failures(webRoot, root);
  await changes({ webRoot, root, own });
  refusals();
  for (const fd of [webRoot, root]) closeSync(fd);
}

/** Every operation on what is missing, in a circle, too long, of the wrong kind, or under an id that is refused. */
async function failures(webRoot, root) {
  const names = Object.keys(addon).filter((name) => !['configure', 'probe'].includes(name));
  const paths = [
    'missing',
    'missing/below',
    'loop',
    'loop/below',
    'fifo/below',
    'dangling',
    'x'.repeat(300),
    '/x'.repeat(2100),
  ];
  for (const name of names) {
    for (const path of paths) {
      for (const number of [0, 1])
        drop(await ask(name, { at: root, other: webRoot, path, target: `${path}/new`, number, value: 1 }));
      if (!name.startsWith('remove') && !name.startsWith('unlink'))
        drop(await ask(name, { path, target: path, number: 1 }));
    }
    drop(await addon[name](0, 0, 0, root, 'root', -1, '', 0, 0));
  }
  await ask('unlink', { at: root, path: 'missing' });
  await ask('removeFolder', { at: root, path: 'missing' });
}

function drop({ error, fd }) {
  if (error === 0 && fd >= 0) closeSync(fd);
}

function refusals() {
  for (const wrong of [[], [0], ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], [...ids, -1, 'a\0b', -1, '', 0, 0]]) {
    try {
      addon.stat(...wrong);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

async function changes({ webRoot, root, own }) {
  const folder = `${own}-folder`;
  const link = `${own}-link`;
  await ask('makeFolder', { at: root, path: folder, number: 0o777 });
  const inside = await opened('openFolder', { at: root, path: folder, number: 1 });
  const one = await opened('makeFile', { at: inside, path: 'one', number: 0o666 });
  const two = await opened('makeFile', { at: root, path: `${folder}/two`, number: 0o666 });
  const pin = await opened('pin', { at: root, other: webRoot, path: `/root/${folder}/one`, number: 1 });
  await ask('copyRange', { at: two, other: one, number: 0, value: 1000 });
  await ask('shareBlocks', { at: two, other: one, number: 0 });
  await ask('takeAfter', { at: two, other: one });
  symlinkSync(`${folder}/one`, join(home, link));
  drop(await ask('openFile', { at: root, path: link, number: 1, value: 2 }));
  for (const name of ['stat', 'readLink', 'changeMode', 'setTimes', 'freeBytes', 'pin']) {
    drop(await ask(name, { at: root, other: webRoot, path: link, number: 1, value: 0o644 }));
  }
  await ask('rename', { at: root, path: `${folder}/one`, target: `${folder}/three`, number: 1 });
  await ask('rename', { at: root, path: `${folder}/two`, target: `${folder}/three`, number: 1 });
  await ask('rename', { at: root, path: `${folder}/two`, target: `${folder}/three`, number: 0 });
  const list = await opened('openList', { at: inside });
  while ((await ask('readList', { at: list })).value === 1);
  await ask('namesWith', { at: inside, path: 't' });
  await ask('syncFolder', { at: inside });
  for (const path of [`${folder}/three`, link]) await ask('unlink', { at: root, path });
  await ask('removeFolder', { at: root, path: folder });
  for (const fd of [inside, one, two, pin, list]) closeSync(fd);
}
