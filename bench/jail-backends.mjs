// What one call of the jail's disk costs over each backend, one after the other and eight at a time, and how long a large
// folder takes to list. Run it after `npm run build`, as root for the customer's identity and as an ordinary user for
// that of the process: `node bench/jail-backends.mjs [calls] [names]`. It works in a folder of its own and removes it.
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisk, workingBackends } from '../dist/src/ftp/jail/backend.js';
import { identityMode } from '../dist/src/ftp/jail/identity.js';

const calls = Number(process.argv[2] ?? 4000);
const names = Number(process.argv[3] ?? 10_000);
const rounds = 5;
const atATime = 8;
const own = { uid: process.geteuid(), gid: process.getegid(), umask: 0o022 };
const identity = own.uid === 0 ? { uid: 23_456, gid: 23_456, umask: 0o022 } : own;

const read = { final: 'follow', access: 'read' };

/** Each is one call, or a few that belong together, on a file three folders deep. */
const jobs = {
  stat: (disk) => disk.stat(disk.root, '/a/b/c/file', 'follow'),
  'open and close': async (disk) => (await disk.openFile(disk.root, '/a/b/c/file', read)).file.close(),
  'create and rename': async (disk, number) => {
    await (await disk.makeFile(disk.root, `/a/b/c/new-${number}`, 0o666)).close();
    await disk.rename(disk.root, { from: `/a/b/c/new-${number}`, to: `/a/b/c/kept-${number}`, how: 'replace' });
  },
};

const home = makeHome();
try {
  const disks = await Promise.all(
    workingBackends().map((backend) => openDisk({ webRoot: home, folder: '/', identity }, backend)),
  );
  process.stdout.write(
    `Node ${process.versions.node}, identity of the ${identityMode()}, medians of ${rounds} rounds\n`,
  );
  for (const [name, job] of Object.entries(jobs)) {
    for (const disk of disks) {
      const single = await median(() => run(disk, job, 1));
      const many = await median(() => run(disk, job, atATime));
      print(name, disk, `${single.toFixed(1)} us a call, ${many.toFixed(1)} us with ${atATime} under way`);
    }
  }
  for (const disk of disks) print(`list ${names}`, disk, `${(await median(() => list(disk))).toFixed(0)} ms`);
  await Promise.all(disks.map((disk) => disk.close()));
} finally {
  rmSync(home, { recursive: true });
}

function print(name, disk, figure) {
  process.stdout.write(`${name.padEnd(18)} ${disk.backend.padEnd(9)} ${figure}\n`);
}

function makeHome() {
  const folder = mkdtempSync(join(tmpdir(), 'portside-bench-'));
  for (const name of ['a', 'a/b', 'a/b/c', 'many']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'a/b/c/file'), 'x');
  for (let number = 0; number < names; number += 1) writeFileSync(join(folder, `many/file-${number}.html`), '');
  for (const name of ['', 'a', 'a/b', 'a/b/c', 'a/b/c/file', 'many']) {
    chownSync(join(folder, name), identity.uid, identity.gid);
  }
  return folder;
}

/** Microseconds a call takes, some of them under way at once. */
async function run(disk, job, together) {
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    while (next < calls) await job(disk, next++);
  };
  await Promise.all(Array.from({ length: together }, worker));
  return ((performance.now() - started) * 1000) / calls;
}

/** Milliseconds to describe everything in the large folder. */
async function list(disk) {
  const started = performance.now();
  const folder = await disk.openFolder(disk.root, '/many');
  let seen = 0;
  for await (const entries of disk.entries(folder)) seen += entries.length;
  await folder.close();
  if (seen !== names) throw new Error(`${disk.backend} saw ${seen} of ${names} names.`);
  return performance.now() - started;
}

async function median(measure) {
  const figures = [];
  for (let round = 0; round < rounds; round += 1) figures.push(await measure());
  return figures.sort((one, other) => one - other)[Math.floor(rounds / 2)];
}
