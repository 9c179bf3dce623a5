import { describe, expect, it } from 'vitest';
import { fromNetworkAscii, toNetworkAscii } from './ascii.js';

/** Reads a text through the conversion, with so many bytes a read. */
async function sent(text: string, bufferBytes: number): Promise<string> {
  let rest = Buffer.from(text);
  const source = toNetworkAscii({
    read: async (buffer) => {
      const length = Math.min(buffer.length, rest.length);
      rest.copy(buffer, 0, 0, length);
      rest = rest.subarray(length);
      return length;
    },
  });
  const buffer = Buffer.alloc(bufferBytes);
  let out = '';
  for (let filled = await source.read(buffer); filled > 0; filled = await source.read(buffer)) {
    out += buffer.toString('latin1', 0, filled);
  }
  return out;
}

/** Writes a text through the conversion, so many bytes a chunk. */
async function received(text: string, chunkBytes: number): Promise<string> {
  let out = '';
  const sink = fromNetworkAscii({
    write: async (chunk) => {
      out += chunk.toString('latin1');
    },
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) await sink.write(bytes.subarray(at, at + chunkBytes));
  await sink.end();
  return out;
}

describe.each([2, 3, 4, 5, 7, 64])('TYPE A with %i bytes at a time', (bytes) => {
  it('sends LF as CRLF, leaves CRLF as it is and keeps a lone CR', async () => {
    expect(await sent('a\nb\r\nc\rd\n\n\r\r\n', bytes)).toBe('a\r\nb\r\nc\rd\r\n\r\n\r\r\n');
    expect(await sent('', bytes)).toBe('');
  });

  it('stores CRLF as LF and keeps a lone CR and a lone LF', async () => {
    expect(await received('a\r\nb\nc\rd\r\r\n\r\n\r', bytes)).toBe('a\nb\nc\rd\r\n\n\r');
    expect(await received('', bytes)).toBe('');
  });
});
