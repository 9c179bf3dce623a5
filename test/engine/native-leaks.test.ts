// The native part frees what it takes: every operation, failures included, thousands of times under the sanitizers.
import { execFileSync } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findNative } from '../../src/ftp/jail/native-addon.js';
import { needsPrograms, run } from '../support/programs.js';

const check = fileURLToPath(new URL('../../native/check.mjs', import.meta.url));
const compiler = needsPrograms('gcc');
const native = findNative();
const lacking = 'missing' in native ? ` [${native.missing}]` : '';

/** gcc tells the whole path of a library that it has, and the bare name of one that it lacks. */
function lacksSanitizers(): boolean {
  if (compiler.missing) return true;
  return !isAbsolute(execFileSync('gcc', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).trim());
}

describe.skipIf(lacking !== '' || lacksSanitizers())(
  `the native part under sanitizers${compiler.note}${lacking} [needs gcc's sanitizers]`,
  () => {
    it('loses neither memory nor a descriptor', { timeout: 300_000 }, async () => {
      const end = await run(process.execPath, [check], { env: { ...process.env, CC: 'gcc' }, timeoutMs: 290_000 });
      expect(end).toMatchObject({ exitCode: 0, stderr: '' });
      expect(end.stdout).toContain('Nothing of the native part was lost.');
    });
  },
);
