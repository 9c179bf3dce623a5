// Patterns in the last name of a path, as a shell has them: `*`, `?` and `[a-z]`, with `[!a-z]` for what is not among
// them. It doesn't read folders. Never a regular expression: what a client writes must not choose how long a match takes.
import type { ByteString } from './virtual-path.js';

/** Whether a name can mean other names than itself. */
export function isPattern(name: ByteString): boolean {
  return /[*?]|\[[^]+\]/.test(name);
}

/** Whether a name is meant. A leading dot is meant only by a pattern that writes it, or where `hidden` is set. */
export type Matcher = (name: ByteString) => boolean;

/** One place of a pattern: any number of characters, or a test for one. */
type Place = '*' | ((character: string) => boolean);

/** Reads a pattern. A match takes at most as many steps as the name's length times the pattern's. */
export function matcherOf(pattern: ByteString, { hidden }: { readonly hidden: boolean }): Matcher {
  const places = placesOf(charactersOf(pattern) ?? [...pattern]);
  const bytePlaces = placesOf([...pattern]);
  return (name) => {
    if (name.startsWith('.') && !pattern.startsWith('.') && !hidden) return false;
    const characters = charactersOf(name);
    return characters === undefined ? fits([...name], bytePlaces) : fits(characters, places);
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The characters of a name that is UTF-8; undefined where it is something else, whose bytes then count. */
function charactersOf(name: ByteString): string[] | undefined {
  if (!/[^\x00-\x7f]/.test(name)) return [...name];
  try {
    return [...strictUtf8.decode(Buffer.from(name, 'latin1'))];
  } catch {
    return undefined;
  }
}

function placesOf(pattern: readonly string[]): Place[] {
  const places: Place[] = [];
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at] ?? '';
    const end = character === '[' ? endOfSet(pattern, at) : -1;
    if (character === '*') {
      if (places.at(-1) !== '*') places.push('*');
    } else if (character === '?') {
      places.push(() => true);
    } else if (end > 0) {
      places.push(setOf(pattern.slice(at + 1, end)));
    } else {
      places.push((other) => other === character);
    }
    at = end > 0 ? end + 1 : at + 1;
  }
  return places;
}

/** Where the set that begins here ends; a bracket right at its start belongs to it. -1: it never does. */
function endOfSet(pattern: readonly string[], start: number): number {
  const first = isNegation(pattern[start + 1]) ? start + 2 : start + 1;
  return pattern.indexOf(']', first + 1);
}

function isNegation(character: string | undefined): boolean {
  return character === '!' || character === '^';
}

function setOf(written: readonly string[]): (character: string) => boolean {
  const negated = isNegation(written[0]);
  const members = negated ? written.slice(1) : written;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < members.length;) {
    const from = members[at] ?? '';
    const to = members[at + 1] === '-' ? members[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    at += to === undefined ? 1 : 3;
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}

/** Goes back to the last star only: an earlier one can gain nothing that the last cannot. */
function fits(name: readonly string[], places: readonly Place[]): boolean {
  let at = 0;
  let place = 0;
  let star: { readonly place: number; at: number } | undefined;
  while (at < name.length) {
    const wanted = places[place];
    if (wanted === '*') {
      star = { place, at };
      place += 1;
    } else if (wanted?.(name[at] ?? '') === true) {
      at += 1;
      place += 1;
    } else if (star !== undefined) {
      star.at += 1;
      at = star.at;
      place = star.place + 1;
    } else {
      return false;
    }
  }
  return place === places.length || (place === places.length - 1 && places[place] === '*');
}
