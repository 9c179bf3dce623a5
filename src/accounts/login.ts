// How an FTP login is made: a name, an `@`, the web root's domain. Pure.

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const longestLogin = 255;

/** The login of this name under this domain. */
export function loginOf(name: string, domain: string): string {
  return `${name}@${domain}`;
}

/** Why this cannot be the part of a login before the `@`, as a sentence; undefined where it can. */
export function whyNameRefused(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return 'Write a name.';
  if (name !== name.toLowerCase()) return 'Use small letters; a login has no capitals.';
  if (namePattern.test(name)) return undefined;
  return 'Use 1 to 64 small letters, digits, dots, hyphens and underscores, beginning with a letter or digit.';
}

/** Names like this one, the nearest first: what is wrong with it mended, then numbered. At most 20. */
export function namesLike(name: string): string[] {
  const mended = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 60);
  const base = mended === '' ? 'web' : mended;
  return [base, ...Array.from({ length: 19 }, (_, at) => `${base}-${at + 2}`)];
}

/** Why this login cannot be stored, as a sentence; undefined where it can. */
export function whyLoginRefused(login: string): string | undefined {
  return login.length > longestLogin
    ? `Use a shorter name; a login has at most ${longestLogin} characters.`
    : undefined;
}
