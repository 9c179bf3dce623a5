// What somebody who writes this into the search may mean. Pure.
import { normalNetwork } from '../http/networks.js';

/** The meanings that a text can have; one text may have several. */
export interface Meanings {
  /** In CIDR notation. */
  readonly network?: string;
  /** Hexadecimal, in small letters. */
  readonly sha256?: string;
  /** As replies to a client name a data connection. */
  readonly reference?: string;
  /** A file's name, in small letters, and the whole path where one was written. */
  readonly file?: { readonly name: string; readonly path?: string };
  /** Part of a login, of a customer's name or reference, or of a domain. */
  readonly name?: string;
}

const digestPattern = /^[0-9a-f]{64}$/i;
const referencePattern = /^[0-9A-HJKMNP-TV-Z]{5}$/i;

/** Reads what was written, without a `Ref.` before it. */
export function meaningsOf(written: string): Meanings {
  const text = written.trim().replace(/^ref\.?\s*/i, '');
  if (digestPattern.test(text)) return { sha256: text.toLowerCase() };
  const network = normalNetwork(text);
  if (network !== undefined) return { network };
  return {
    name: text,
    file: fileIn(text),
    ...(referencePattern.test(text) && { reference: text.toUpperCase() }),
  };
}

function fileIn(text: string): { name: string; path?: string } {
  const name = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  return text.includes('/') ? { name, path: text } : { name };
}
