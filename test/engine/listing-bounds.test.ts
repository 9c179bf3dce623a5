// How much one listing takes: the same memory whatever a folder holds, and an end where a few words ask for a whole disk.
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readListRequest } from '../../src/ftp/commands/list-request.js';
import { listingBounds, type Bounds } from '../../src/ftp/commands/listing-bounds.js';
import { listLines } from '../../src/ftp/commands/listing-source.js';
import { findTop } from '../../src/ftp/commands/listing-top.js';
import { FtpError } from '../../src/ftp/replies.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { startEngine, type Engine } from '../support/start-engine.js';
import { Jail } from '../../src/ftp/jail/jail.js';

/** Makes empty files that nobody owns in particular. */
function fill(engine: Engine, folder: string, count: number): void {
  mkdirSync(join(engine.home.path, folder), { recursive: true });
  for (let number = 0; number < count; number += 1) {
    closeSync(openSync(join(engine.home.path, folder, `file-${number}`), 'wx'));
  }
}

async function linesOf(engine: Engine, argument: string, bounds: Partial<Bounds> = {}) {
  const jail = await Jail.open(engine.home.home);
  const request = readListRequest(argument, rootPath);
  const top = await findTop(jail, request);
  const lines = listLines({ jail, request, top, form: 'names', bounds: { ...listingBounds, ...bounds } });
  return { jail, lines: lines[Symbol.asyncIterator]() };
}

async function count(engine: Engine, argument: string, bounds?: Partial<Bounds>): Promise<number | string> {
  const { jail, lines } = await linesOf(engine, argument, bounds);
  try {
    for (let read = 0; ; read += 1) if ((await lines.next()).done === true) return read;
  } catch (error) {
    return error instanceof FtpError ? `${error.reply.code} ${error.reply.lines.join('')}` : String(error);
  } finally {
    await jail.close();
  }
}

describe('a folder of 100,000 entries', () => {
  it('is listed whole', { timeout: 120_000 }, async () => {
    const engine = await startEngine();
    fill(engine, 'many', 100_000);
    const client = await engine.logIn();
    for (const line of ['LIST many', 'MLSD many']) {
      const { data, final } = await client.fetch(line);
      expect(final.code).toBe(226);
      expect(data.toString('latin1').split('\r\n').length - 1).toBe(100_000);
    }
  });

  it('is read no further than it is sent', { timeout: 60_000 }, async () => {
    const engine = await startEngine();
    fill(engine, 'many', 30_000);
    const { jail, lines } = await linesOf(engine, 'many');
    await lines.next();
    rmSync(join(engine.home.path, 'many'), { recursive: true });
    let left = 0;
    while ((await lines.next()).done !== true) left += 1;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(10_000);
    await jail.close();
  });
});

describe('-R and patterns', () => {
  it('end with 451 at each bound, so that nobody takes what came for all there is', async () => {
    const engine = await startEngine();
    fill(engine, 'a/b/c', 20);
    expect(await count(engine, '-R')).toBe(4 * 1 + 3 + 20);
    expect(await count(engine, '-R', { entries: 10 })).toMatch(/^451 The listing stops short after 10 names/);
    expect(await count(engine, '-R', { folders: 2 })).toMatch(/^451 .* 2 folders/);
    expect(await count(engine, '-R', { depth: 2 })).toMatch(/^451 .* 2 levels/);
    expect(await count(engine, '-R', { workMs: 0 })).toMatch(/^451 .* 0 seconds of work/);
    expect(await count(engine, 'a/b/c/file-1*')).toBe(11);
    expect(await count(engine, 'a/b/c/none*', { entries: 10 })).toMatch(/^451 /);
  });

  it('do not bound a folder that is listed by its name', async () => {
    const engine = await startEngine();
    fill(engine, 'a', 20);
    expect(await count(engine, 'a', { entries: 1, folders: 0, depth: 0, workMs: 0 })).toBe(20);
  });

  it('answer 451 over the wire where a walk is cut, and never 226', async () => {
    const engine = await startEngine();
    let deep = '';
    for (let level = 0; level <= listingBounds.depth; level += 1) deep = join(deep, 'd');
    fill(engine, deep, 0);
    const { final } = await (await engine.logIn()).fetch('LIST -R');
    expect(final.code).toBe(451);
  });
});
