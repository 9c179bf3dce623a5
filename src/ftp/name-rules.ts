// Which names an account never sees and which it may not make, by rules of its own and of its server. Pure: it looks at paths as clients write them, whose links
// are not followed. The panel's forms share it, so that a pattern means here and there the same.
import { matcherOf, type Matcher } from './glob.js';
import { partsOf, type ByteString, type VirtualPath } from './virtual-path.js';

/** How many patterns of one kind an account, or a server, may have. */
export const maxPatterns = 50;
const longestPattern = 200;

/** Why this cannot be a pattern, as a sentence; undefined where it can. */
export function whyPatternRefused(written: string): string | undefined {
  if (written.length > longestPattern) return `Use patterns of at most ${longestPattern} characters.`;
  if (/\p{Cc}|\p{Cs}/u.test(written)) return 'Leave out control characters.';
  const names = written.replace(/^\//, '').split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) {
    return 'Write names without "." and "..", and without a slash at the end or twice in a row.';
  }
  if (names.length > 1 && !written.startsWith('/')) return `Begin a path with a slash: /${written}.`;
  return undefined;
}

/**
 * The patterns of an account, or of a server for all its accounts. One without a slash is a name in any folder (`*.php`), one that begins with a slash is a
 * path from the account's folder (`/private/*`); `*` stands for any characters of a name, `?` for one, `[a-z]` for one of
 * these, and `**` between slashes for any number of folders.
 */
export interface NamePatterns {
  readonly hidden: readonly string[];
  readonly refused: readonly string[];
}

/**
 * What an account's patterns mean. A pattern covers what it matches and everything below. Names are compared as UTF-8
 * characters where they are UTF-8, else as bytes, without the case of a to z. No match goes back further than one star,
 * so it takes at most as many steps as the path's length times the pattern's.
 */
export class NameRules {
  readonly #hidden: Pattern[];
  readonly #refused: Pattern[];

  /** Takes any text; what `whyPatternRefused` refuses matches little or nothing, but never throws. */
  constructor(patterns: NamePatterns) {
    this.#hidden = patterns.hidden.map(patternOf);
    this.#refused = patterns.refused.map(patternOf);
  }

  /** These rules and the others at once. */
  and(others: NameRules): NameRules {
    const both = new NameRules(noPatterns);
    both.#hidden.push(...this.#hidden, ...others.#hidden);
    both.#refused.push(...this.#refused, ...others.#refused);
    return both;
  }

  /** Whether nothing may be seen of what stands at the path: to this account it is not there. */
  hides(path: VirtualPath): boolean {
    return coveredBy(this.#hidden, path) !== undefined;
  }

  /** The pattern that keeps this account from making anything at the path; undefined where none does. */
  refuses(path: VirtualPath): string | undefined {
    return coveredBy(this.#refused, path);
  }

  /**
   * Whether a folder may neither lose nor get this path by a rename: what lies in it would be seen, or be there,
   * although a pattern with folders in it says no.
   */
  pins(path: VirtualPath): boolean {
    const names = partsOf(path).map(withoutCase);
    const patterns = [...this.#hidden, ...this.#refused].filter(asksForFolders);
    return patterns.some(({ steps }) => reach(steps, names) === 'underway');
  }
}

const noPatterns: NamePatterns = { hidden: [], refused: [] };

/** No patterns: everything is seen, everything may be made. */
export const noNameRules = new NameRules(noPatterns);

function coveredBy(patterns: readonly Pattern[], path: VirtualPath): string | undefined {
  if (patterns.length === 0) return undefined;
  const names = partsOf(path).map(withoutCase);
  return patterns.find(({ steps }) => reach(steps, names) === 'end')?.written;
}

/** One name of a pattern; `**` stands for any number of names. */
type Step = Matcher | '**';

interface Pattern {
  readonly written: string;
  readonly steps: readonly Step[];
}

function patternOf(written: string): Pattern {
  const bytes = withoutCase(Buffer.from(written, 'utf8').toString('latin1'));
  const names = bytes.startsWith('/') ? bytes.slice(1).split('/') : ['**', bytes];
  // At the end a `**` means whatever stands there, as `*` does.
  const stepOf = (name: ByteString, at: number): Step =>
    name === '**' && at < names.length - 1 ? '**' : matcherOf(name, { hidden: true });
  return { written, steps: names.map(stepOf) };
}

/** Whether folders above decide what the pattern matches; those of `*.php` do not. */
const asksForFolders = ({ steps }: Pattern): boolean => steps.findIndex((step) => step !== '**') < steps.length - 1;

/**
 * Goes down the names, with all places of the pattern that could be meant at once. `end`: the last step was reached, here
 * or above. `underway`: something below could still reach it.
 */
function reach(steps: readonly Step[], names: readonly ByteString[]): 'end' | 'underway' | 'never' {
  let places = openAt(steps, [0]);
  for (const name of names) {
    const next: number[] = [];
    for (const place of places) {
      const step = steps[place];
      if (step === '**') next.push(place);
      else if (step?.(name) === true) next.push(place + 1);
    }
    places = openAt(steps, next);
    if (places.has(steps.length)) return 'end';
    if (places.size === 0) return 'never';
  }
  return 'underway';
}

/** The places with those behind a `**`, which may stand for no name at all. */
function openAt(steps: readonly Step[], places: readonly number[]): Set<number> {
  const open = new Set<number>();
  for (const from of places) {
    for (let place = from; ; place += 1) {
      open.add(place);
      if (steps[place] !== '**') break;
    }
  }
  return open;
}

function withoutCase(name: ByteString): ByteString {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
