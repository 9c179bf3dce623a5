// Why the jail refused or failed, in the engine's own words. It doesn't know FTP replies.

export type JailErrorCode =
  | 'home-missing'
  | 'home-not-a-folder'
  | 'not-found'
  | 'exists'
  | 'not-a-file'
  | 'not-a-folder'
  | 'not-empty'
  | 'into-itself'
  | 'not-permitted'
  | 'no-space'
  | 'quota-exceeded'
  | 'read-only'
  | 'name-too-long'
  | 'name-refused'
  | 'too-many-links'
  | 'beyond-end'
  | 'crosses-devices'
  | 'busy'
  | 'replaced'
  | 'io';

const sentences: Record<JailErrorCode, string> = {
  'home-missing': 'The home folder does not exist.',
  'home-not-a-folder': 'The home is not a folder.',
  'not-found': 'There is no such file or folder.',
  exists: 'A file or folder of that name is already there.',
  'not-a-file': 'That is not a regular file.',
  'not-a-folder': 'That is not a folder.',
  'not-empty': 'The folder is not empty.',
  'into-itself': 'A folder cannot be moved into itself.',
  'not-permitted': 'The file permissions do not allow that.',
  'no-space': 'The disk is full.',
  'quota-exceeded': 'The disk quota of the system user is used up.',
  'read-only': 'The file system is read-only.',
  'name-too-long': 'The name or path is too long.',
  'name-refused': 'This account may not use that name; choose another.',
  'too-many-links': 'The path passes too many symbolic links.',
  'beyond-end': 'The start lies beyond the end of the file.',
  'crosses-devices': 'The two names are on different file systems.',
  busy: 'Another session is at work there; try again in a moment.',
  replaced:
    'The file was replaced by another while this upload wrote to it, and nothing of this one is in the new file; send it again.',
  io: 'The disk reported an error.',
};

/** A refusal or failure of the jail. Its message never carries a path of the machine; `errno` is the system's word for it. */
export class JailError extends Error {
  constructor(
    readonly code: JailErrorCode,
    readonly errno?: string,
    sentence: string = sentences[code],
  ) {
    super(sentence);
    this.name = 'JailError';
  }
}

const codes: Readonly<Record<string, JailErrorCode>> = {
  ENOENT: 'not-found',
  EEXIST: 'exists',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
  ENOTDIR: 'not-a-folder',
  ENOTEMPTY: 'not-empty',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EAGAIN: 'busy',
  EBUSY: 'not-permitted',
  ETXTBSY: 'not-permitted',
  ENOSPC: 'no-space',
  EFBIG: 'no-space',
  EDQUOT: 'quota-exceeded',
  EROFS: 'read-only',
  ENAMETOOLONG: 'name-too-long',
  ELOOP: 'too-many-links',
  EXDEV: 'crosses-devices',
};

/** libuv has no name for EDQUOT, so Node reports the bare number. */
const linuxQuotaErrno = -122;

/** The system's name of what went wrong, such as `ENOENT`; undefined for anything that is not a failed system call. */
export function errnoOf(error: unknown): string | undefined {
  if (error instanceof JailError) return error.errno;
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  if ('errno' in error && error.errno === linuxQuotaErrno && process.platform === 'linux') return 'EDQUOT';
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed system call into a JailError; a JailError and a programming error come back as they are. */
export function asJailError(error: unknown): unknown {
  if (error instanceof JailError) return error;
  const errno = errnoOf(error);
  return errno === undefined ? error : new JailError(codes[errno] ?? 'io', errno);
}

/** A refusal that reads like the system call's own. */
export function failedCall(errno: string): JailError {
  return new JailError(codes[errno] ?? 'io', errno);
}
