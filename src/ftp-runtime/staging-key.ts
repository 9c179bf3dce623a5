// Reads the key of staged files that all FTP workers of a server share. What it is used for is the engine's business.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorFields, type Note } from './note.js';

const keyBytes = 32;
/** The engine takes no fewer; a file that was cut short is no secret. */
const leastBytes = 16;
const what =
  'The key of staged uploads cannot be read (STAGING_KEY_FILE); this worker makes one of its own and knows no upload ' +
  'that another worker left unfinished.';

/** The key in the file; a random one, and one warning, where there is none to be read. */
export async function readStagingKey(path: string | undefined, note: Note): Promise<Buffer> {
  try {
    if (path === undefined) throw new Error('The setting is not given.');
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'utf8');
    if (key.length < leastBytes) throw new Error(`The file holds fewer than ${leastBytes} bytes.`);
    return key;
  } catch (error) {
    note('warn', 'staging-key.not-read', { ...errorFields(error), what });
    return randomBytes(keyBytes);
  }
}
