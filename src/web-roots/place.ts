// Which domain, folder and system identity a web root may have. Asked when one is saved, by the server that holds it, and
// again at each login, so that a row which came into the database by hand opens nothing. Pure.

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

/** Folders of the system and those that hold many customers: a login there would reach them all. */
const systemFolders = new Set(
  '/home /media /mnt /opt /root /srv /tmp /usr /usr/local /usr/share /var /var/lib /var/log /var/tmp'.split(' '),
);
/** Neither these nor anything under them is ever a web root. */
const systemTrees = '/bin /boot /dev /etc /lib /lib32 /lib64 /proc /run /sbin /sys /usr/bin /usr/lib /usr/sbin'.split(
  ' ',
);

/** Why this cannot be a web root's folder on the server, as a sentence; undefined where it can. */
export function whyPathRefused(written: unknown): string | undefined {
  if (typeof written !== 'string' || !written.startsWith('/'))
    return 'Write the path from the root, such as /srv/www/shop.example.';
  if (Buffer.byteLength(written) > longestPath) return `Use a path of at most ${longestPath} bytes.`;
  if (/\p{Cc}/u.test(written)) return 'Leave out control characters.';
  const parts = written.split('/').slice(1);
  if (parts.some((part) => part === '.' || part === '..')) return 'Write the path without "." and "..".';
  if (parts.every((part) => part === '')) return 'The root of the server cannot be a web root; name a folder.';
  const path = normalPath(written);
  const isSystem = systemFolders.has(path) || systemTrees.some((tree) => `${path}/`.startsWith(`${tree}/`));
  return isSystem ? `${path} belongs to the system; choose a folder of the customer's own.` : undefined;
}

/** Why no web root may belong to this system uid or gid, as a sentence; undefined where it may. */
export function whyIdRefused(id: number, minSystemUid: number): string | undefined {
  if (id >= minSystemUid) return undefined;
  return `Use ${minSystemUid} or more; smaller numbers belong to the system (MIN_SYSTEM_UID).`;
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
