import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStagingKey } from './staging-key.js';

let folder: string;
let events: { level: string; event: string; fields: Readonly<Record<string, unknown>> }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portside-key-'));
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string | undefined) =>
  readStagingKey(path, (level, event, fields) => void events.push({ level, event, fields }));

describe('the key of staged uploads', () => {
  it('is the same for every worker that reads the file', async () => {
    const path = join(folder, 'key');
    writeFileSync(path, 'a secret of 20 bytes\n');
    expect((await read(path)).toString()).toBe('a secret of 20 bytes');
    expect(await read(path)).toEqual(await read(path));
    expect(events).toEqual([]);
  });

  it.each(['missing', 'empty', 'short', 'not given'])(
    'is a random one, with a warning, where the file is %s',
    async (how) => {
      writeFileSync(join(folder, 'empty'), '\n');
      writeFileSync(join(folder, 'short'), '15 bytes, no more'.slice(0, 15));
      const path = how === 'not given' ? undefined : join(folder, how);
      const key = await read(path);
      expect(key).toHaveLength(32);
      expect(await read(path)).not.toEqual(key);
      expect(events).toHaveLength(2);
      expect(events[0]).toMatchObject({ level: 'warn', event: 'staging-key.not-read' });
      expect(events[0]?.fields.what).toContain('(STAGING_KEY_FILE)');
    },
  );
});
