// What a logo may be: a small PNG, which can hold no script, read far enough to know that it is one. Pure.

/** The most bytes of a logo. Two of them fit into one request. */
export const largestLogoBytes = 32_768;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const [leastPixels, mostPixels] = [16, 1024];
const asPng = 'Choose a picture in the format PNG.';

/** Why this text in base64 is no logo, as a sentence; undefined where it is one, or null for none. */
export function whyLogoRefused(written: unknown): string | undefined {
  if (written === null) return undefined;
  if (typeof written !== 'string' || !base64.test(written)) return 'Write the picture in base64, or null for none.';
  const bytes = Buffer.from(written, 'base64');
  if (bytes.length > largestLogoBytes) return 'Choose a picture of at most 32 kB.';
  if (!isWhole(bytes)) return asPng;
  const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const fits = sides.every((pixels) => pixels >= leastPixels && pixels <= mostPixels);
  return fits ? undefined : `Choose a picture of ${leastPixels} to ${mostPixels} pixels a side.`;
}

/** Whether it begins with a header, ends with the end, and has nothing between or behind them but chunks. */
function isWhole(bytes: Buffer): boolean {
  if (bytes.length < 57 || !bytes.subarray(0, 8).equals(signature)) return false;
  const kinds: string[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    kinds.push(bytes.toString('latin1', at + 4, at + 8));
    at += 12 + bytes.readUInt32BE(at);
  }
  return at === bytes.length && kinds[0] === 'IHDR' && kinds.at(-1) === 'IEND';
}
