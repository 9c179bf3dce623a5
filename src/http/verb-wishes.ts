// What a plan, an account or a network may say about the four verbs, as people write it and read it. Pure.
import { dataVerbs, type VerbWishes } from '../ftp/policy.js';
import type { VerbWish, VerbWishesBody } from './verb-wishes.dto.js';

const words: readonly unknown[] = ['allow', 'deny', 'inherit'] satisfies VerbWish[];

/** Why this is nothing to say about the verbs, as a sentence; undefined where it is. */
export function whyWishesRefused(written: unknown): string | undefined {
  if (!isObject(written)) return 'Write an object such as { "PORT": "deny" }.';
  const unknown = Object.keys(written).find((name) => !dataVerbs.some((verb) => verb === name));
  if (unknown !== undefined) return `${unknown} is none of ${dataVerbs.join(', ')}. Leave it out.`;
  const bad = Object.entries(written).find(([, rule]) => !words.includes(rule));
  return bad && `${bad[0]}: write allow, deny or inherit.`;
}

/** Whether this is an object of JSON. */
export function isObject(written: unknown): written is Record<string, unknown> {
  return typeof written === 'object' && written !== null && !Array.isArray(written);
}

/** What is kept: only verbs about which something is said. */
export function normalWishes(written: Partial<VerbWishesBody>): VerbWishes {
  const said = dataVerbs.filter((verb) => written[verb] === 'allow' || written[verb] === 'deny');
  return Object.fromEntries(said.map((verb) => [verb, written[verb]]));
}

/** All four verbs, as the API gives them out. */
export function writtenWishes({ PORT, EPRT, PASV, EPSV }: VerbWishes): VerbWishesBody {
  return { PORT: PORT ?? 'inherit', EPRT: EPRT ?? 'inherit', PASV: PASV ?? 'inherit', EPSV: EPSV ?? 'inherit' };
}
