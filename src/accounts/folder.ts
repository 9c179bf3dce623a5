// Which folder of a web root an FTP account may be confined to. Pure: what is on disk is the server's business.

const longestBytes = 1024;

/** The folder written one way only: no doubled or trailing slash, no `.` part. For text that `whyFolderRefused` takes. */
export function normalFolder(written: string): string {
  const parts = written.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}

/** Why this cannot be an account's folder, as a sentence; undefined where it can. */
export function whyFolderRefused(written: unknown): string | undefined {
  if (typeof written !== 'string' || !written.startsWith('/')) return 'Write a folder that begins with "/".';
  if (Buffer.byteLength(written) > longestBytes) return `Use a folder of at most ${longestBytes} bytes.`;
  // \p{Cs}: a surrogate without its other half.
  if (/\p{Cs}/u.test(written)) return 'This folder holds half a character. Write it again.';
  if (/[\u0000-\u001f\u007f-\u009f]/.test(written)) return 'Leave out control characters.';
  if (written.split('/').includes('..')) return 'Leave out "..", an account cannot lie outside its web root.';
  return undefined;
}
