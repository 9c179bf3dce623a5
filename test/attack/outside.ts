// A folder beside the home that an escape would read or change: its files have the same names as the home's, anybody may
// write them, and what is inside says that it is outside.
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRoot, testIdentity } from '../support/home.js';

/** As many bytes as one file outside has, and nothing in a home under attack. */
export const outsideBytes = 1_000_003;

/** Long enough to be known from any byte that is read from. */
const contentOutside = 'outside outside';

export class Outside {
  readonly path = mkdtempSync(join(tmpdir(), 'portside-outside-'));
  #untouched: readonly string[] = [];
  #uniques: readonly string[] = [];

  /** Makes a folder with these files and empty folders in it. */
  constructor(
    private readonly files: readonly string[],
    private readonly folders: readonly string[],
  ) {
    this.restore();
  }

  /** What an escape has changed since the last `restore`: one line for each thing. */
  changes(): string[] {
    const now = this.#look();
    return [
      ...now.filter((line) => !this.#untouched.includes(line)),
      ...this.#untouched.filter((line) => !now.includes(line)),
    ];
  }

  restore(): void {
    for (const name of readdirSync(this.path)) rmSync(join(this.path, name), { recursive: true, force: true });
    for (const name of this.folders) mkdirSync(join(this.path, name), { recursive: true });
    for (const name of [...this.files, 'only-outside']) writeFileSync(join(this.path, name), contentOutside);
    writeFileSync(join(this.path, 'large'), Buffer.alloc(outsideBytes));
    symlinkSync('outside', join(this.path, 'link'));
    for (const name of this.#names()) this.#openToAll(join(this.path, name));
    this.#untouched = this.#look();
    this.#uniques = this.#names().map((name) => {
      const { dev, ino } = lstatSync(join(this.path, name), { bigint: true });
      return `${dev.toString(16)}g${ino.toString(16)}`;
    });
  }

  /** Whether what an operation brought back comes from here. */
  isIn(seen: string): boolean {
    return seen.includes('outside') || this.#uniques.includes(seen);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #names(): string[] {
    return ['.', ...readdirSync(this.path, { recursive: true, encoding: 'latin1' })].sort();
  }

  #openToAll(path: string): void {
    const { uid, gid } = testIdentity();
    if (lstatSync(path).isSymbolicLink()) return;
    if (isRoot) chownSync(path, uid, gid);
    chmodSync(path, 0o777);
  }

  #look(): string[] {
    return this.#names().map((name) => {
      const path = join(this.path, name);
      const { mode, uid, size, ino, nlink, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
      return [name, mode, uid, size, ino, nlink, mtimeNs, ctimeNs, contentOf(path)].join(' ');
    });
  }
}

function contentOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return readlinkSync(path);
  return stats.isFile() && stats.size < outsideBytes ? readFileSync(path, 'latin1') : '';
}
