// Which login somebody may have meant who wrote another name. Pure. What is taken away or put in here is all that may
// differ: a name that is near a login holds nothing but the login, its domain, the server's name and signs, so it may be
// shown to the owner; never a password that was typed into the wrong field.

/** The logins that a name may stand for. */
export interface Meant {
  /** Whole logins, the likeliest first. */
  readonly logins: readonly string[];
  /** The part before the `@`, where no domain of a login was given. */
  readonly nameOnly: string | undefined;
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const domainPattern = /^[a-z0-9.-]+\.[a-z0-9-]+$/;
const longestLogin = 255;
const nobody: Meant = { logins: [], nameOnly: undefined };

/** Reads a name that is nobody's login; `serverHost` is what people are told to connect to, which some append. */
export function meantBy(tried: string, serverHost: string): Meant {
  const clean = withoutSigns(tried);
  if (clean.length > longestLogin) return nobody;
  const [name = '', ...domains] = clean.includes('@') ? clean.split('@') : splitAtOtherSign(clean);
  if (!namePattern.test(name)) return nobody;
  const own = domains.find((domain) => domain !== serverHost);
  if (own === undefined) return { logins: [], nameOnly: name };
  const candidates = [own, own.replace(/^(www|ftp)\./, '')];
  const usable = candidates.filter(
    (domain) => domainPattern.test(domain) && domains.every((other) => isNear(other, domain, serverHost)),
  );
  return { logins: [...new Set(usable)].map((domain) => `${name}@${domain}`), nameOnly: undefined };
}

/** Small letters, and none of what gets into a field by copying: spaces, also invisible ones, quotes, `ftp://`, full stops. */
function withoutSigns(tried: string): string {
  return tried
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}"'`<>]/gu, '')
    .replace(/^(ftps?|ftpes|mailto):(\/\/)?/, '')
    .replace(/[.,;:/]+$/, '');
}

/** Older servers and clients write `name%domain`, `name+domain` and the like. */
function splitAtOtherSign(clean: string): string[] {
  const found = /^([^%+|#]+)[%+|#](.+)$/.exec(clean);
  return found === null ? [clean] : found.slice(1);
}

function isNear(other: string, domain: string, serverHost: string): boolean {
  return [domain, `www.${domain}`, `ftp.${domain}`, serverHost].includes(other);
}
