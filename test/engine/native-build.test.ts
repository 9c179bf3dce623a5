// Building the native part never fails an install: what cannot be built is said in one sentence.
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needsPrograms, run } from '../support/programs.js';

const product = fileURLToPath(new URL('../..', import.meta.url));
const packages = dirname(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')));
const compiler = needsPrograms('gcc');

describe.skipIf(process.platform !== 'linux')('building the native part [needs Linux]', () => {
  let folder: string;
  const built = () => join(folder, 'native/build/portside.node');
  const build = (env: NodeJS.ProcessEnv = process.env) =>
    run(process.execPath, [join(folder, 'native/build.mjs')], { env });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portside-native-'));
    const sources = { recursive: true, filter: (path: string) => !/native\/(build|prebuilt|check)$/.test(path) };
    cpSync(join(product, 'native'), join(folder, 'native'), sources);
    symlinkSync(packages, join(folder, 'node_modules'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.skipIf(compiler.missing)(`happens once, and again after a change${compiler.note}`, async () => {
    expect(await build()).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const first = statSync(built()).ino;
    await build();
    expect(statSync(built()).ino).toBe(first);
    appendFileSync(join(folder, 'native/work.h'), '// changed\n');
    await build();
    expect(statSync(built()).ino).not.toBe(first);
  });

  it('says that there is no compiler, and succeeds', async () => {
    const { exitCode, stdout } = await build({ PATH: '/nowhere' });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^The native part .* the server works without: there is no C compiler \(.*\)\.\n$/);
    expect(existsSync(built())).toBe(false);
  });

  it.skipIf(compiler.missing)(`says what the compiler says, and leaves nothing stale${compiler.note}`, async () => {
    await build();
    appendFileSync(join(folder, 'native/work.c'), 'this is not C\n');
    const { exitCode, stdout } = await build();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/could not compile it \(.*work\.c.*\)\.\n$/);
    expect(existsSync(built())).toBe(false);
  });

  it('says that the headers are missing, and succeeds', async () => {
    rmSync(join(folder, 'node_modules'));
    const { exitCode, stdout } = await build();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('node-api-headers is not installed');
  });
});
