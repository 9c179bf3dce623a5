// Which domain and which folder of a server a web root may have. Pure: the server itself checks what is on disk.

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const longestDomain = 190;
const longestPath = 4096;

/** Why this cannot be a web root's domain, as a sentence; undefined where it can. */
export function whyDomainRefused(written: unknown): string | undefined {
  if (typeof written !== 'string' || written === '') return 'Write a domain such as shop.example.';
  if (written !== written.toLowerCase()) return 'Write the domain in small letters.';
  if (written.length > longestDomain) return `Use a domain of at most ${longestDomain} characters.`;
  if (written.split('.').every((part) => label.test(part))) return undefined;
  return 'Write a domain such as shop.example, letters outside a-z in their xn-- form.';
}

/** Why this cannot be a web root's folder on the server, as a sentence; undefined where it can. */
export function whyPathRefused(written: unknown): string | undefined {
  if (typeof written !== 'string' || !written.startsWith('/'))
    return 'Write an absolute path such as /srv/www/shop.example.';
  if (Buffer.byteLength(written) > longestPath) return `Use a path of at most ${longestPath} bytes.`;
  if (/[\u0000-\u001f\u007f]/.test(written)) return 'Leave out control characters.';
  const parts = written.split('/').slice(1);
  if (parts.some((part) => part === '.' || part === '..')) return 'Write the path without "." and "..".';
  if (parts.every((part) => part === '')) return 'The root of the server cannot be a web root; name a folder.';
  return undefined;
}

/** The path written one way only: no doubled or trailing slash. */
export function normalPath(written: string): string {
  return `/${written
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
}

/** Why this is no folder to look into, as a sentence; undefined where it is. Names the server wrote may hold anything. */
export function whyFolderUnreadable(written: unknown): string | undefined {
  const fits = typeof written === 'string' && written.startsWith('/') && written.length <= longestPath;
  return fits ? undefined : 'Write a folder that begins with "/".';
}
