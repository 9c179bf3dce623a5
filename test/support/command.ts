// The command line as its own function: words in, what it wrote and its exit code out.
import { PassThrough, Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { runCommand } from '../../src/cli/run.js';

/** What a command did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command finds on standard input, and whether a person sits there. */
export interface Input {
  readonly stdin?: string;
  readonly asks?: boolean;
}

/** Runs `portside` with these words. DATABASE_URL is the test's to set. */
export async function portside(words: readonly string[], { stdin = '', asks = false }: Input = {}): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = [stdout, stderr].map(async (stream) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  });
  const input = Object.assign(Readable.from([Buffer.from(stdin)]), { isTTY: asks });
  const code = await runCommand(words, { stdin: input, stdout, stderr, folder: tmpdir() });
  stdout.end();
  stderr.end();
  const [out = '', err = ''] = await Promise.all(texts);
  return { code, stdout: out, stderr: err };
}

/** The same with `--json`, its document read. Throws with what it wrote where the command was refused. */
export async function portsideJson<T>(words: readonly string[], input: Input = {}): Promise<T> {
  const ran = await portside([...words, '--json'], input);
  if (ran.code !== 0) throw new Error(`portside ${words.join(' ')} ended with ${ran.code}: ${ran.stderr}${ran.stdout}`);
  return JSON.parse(ran.stdout) as T;
}
