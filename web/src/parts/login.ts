// The login of an FTP account as it is being typed: `<name>@<domain>`. Pure.

const allowed = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What is typed, in the form a login has: lower case, no blanks, nothing behind an @. */
export function tidyName(typed: string): string {
  return (typed.trim().toLowerCase().split('@')[0] ?? '').replace(/\s+/g, '-');
}

/** Whether the name may stand before the @: letters, digits, dot, hyphen and underscore, at most 64. */
export function isName(name: string): boolean {
  return allowed.test(name);
}

/** The full login, with an ellipsis where nothing is typed yet. */
export function loginPreview(name: string, domain: string): string {
  return `${name === '' ? '…' : name}@${domain}`;
}
