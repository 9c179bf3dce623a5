// What digesting an upload on the way costs: SHA-256 over chunks as the pump hands them on, against the same chunks only
// written to a file. `node bench/upload-digest.mjs [MiB]`. Figures and the choice they led to: docs/decisions/0025.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sizeBytes = Number(process.argv[2] ?? 64) * 1024 * 1024;
const rounds = 5;

async function upload(chunkBytes, digests) {
  const folder = mkdtempSync(join(tmpdir(), 'portside-bench-'));
  const file = await open(join(folder, 'file'), 'w');
  const chunk = Buffer.alloc(chunkBytes, 'x');
  const sha = createHash('sha256');
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  let longestMs = 0;
  for (let at = 0; at < sizeBytes; at += chunkBytes) {
    const writing = file.write(chunk, 0, chunkBytes, at);
    const blockedAt = performance.now();
    if (digests) sha.update(chunk);
    longestMs = Math.max(longestMs, performance.now() - blockedAt);
    await writing;
  }
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  await file.close();
  rmSync(folder, { recursive: true });
  return { ms, cpuMs: (user + system) / 1000, longestMs };
}

const best = (runs, key) => Math.min(...runs.map((run) => run[key])).toFixed(1);

for (const chunkBytes of [64 * 1024, 1024 * 1024]) {
  for (const digests of [false, true]) {
    const runs = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await upload(chunkBytes, digests));
    const what = `${sizeBytes / 1024 / 1024} MiB in chunks of ${chunkBytes / 1024} KiB, ${digests ? 'digested' : 'written only'}`;
    const longest = digests ? `, the loop held up for ${best(runs, 'longestMs')} ms at most` : '';
    process.stdout.write(`${what}: ${best(runs, 'ms')} ms, ${best(runs, 'cpuMs')} ms of CPU${longest}\n`);
  }
}
