// Reading replies as the strictest client would, and dice that fall the same way for the same seed.

/** What was read: the codes of final and preliminary replies, and the bytes that are no whole reply yet. */
export interface Read {
  readonly codes: readonly number[];
  readonly rest: string;
}

/** Cuts replies off the front (RFC 959 §4.2). Throws at the first byte that cannot belong to one. */
export function takeReplies(text: string): Read {
  const codes: number[] = [];
  let rest = text;
  for (let reply = takeReply(rest); reply !== undefined; reply = takeReply(rest)) {
    codes.push(reply.code);
    rest = reply.rest;
  }
  return { codes, rest };
}

function takeReply(text: string): { code: number; rest: string } | undefined {
  let code: string | undefined;
  for (let at = 0, end = text.indexOf('\r\n'); end !== -1; at = end + 2, end = text.indexOf('\r\n', at)) {
    const line = text.slice(at, end);
    if (/[\u0000-\u001f\u007f]/.test(line)) throw new Error(`A control character in ${JSON.stringify(line)}.`);
    if (code === undefined && !/^[1-5]\d\d[ -]/.test(line)) throw new Error(`No reply begins ${JSON.stringify(line)}.`);
    const first = code === undefined;
    code ??= line.slice(0, 3);
    if (line.startsWith(`${code} `)) return { code: Number(code), rest: text.slice(end + 2) };
    if (!first && /^\d{3}/.test(line)) throw new Error(`A code in the middle: ${JSON.stringify(line)}.`);
  }
  return undefined;
}

/** Numbers from 0 up to `below`, the same for the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
