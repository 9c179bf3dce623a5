// The engine as JavaScript in a folder that every user can read, for tests that run it in a process of its own: under
// another user, or with capabilities that the tests' process must not have.
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = fileURLToPath(new URL('../../src/ftp/', import.meta.url));

export interface CompiledEngine {
  /** Holds `jail/jail.js` and the rest of src/ftp. */
  readonly folder: string;
  remove(): void;
}

/** Compiles src/ftp file by file, without checking types, and takes the native part with it where it is built. */
export function compileEngine(): CompiledEngine {
  const folder = mkdtempSync(join(tmpdir(), 'portside-engine-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, compile(readFileSync(join(source, name), 'utf8')));
  }
  const native = join(source, '../../native/build/portside.node');
  if (existsSync(native)) {
    mkdirSync(join(folder, 'native/build'), { recursive: true });
    copyFileSync(native, join(folder, 'native/build/portside.node'));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

function compile(text: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: false };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
