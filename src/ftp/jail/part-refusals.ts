// What a client reads whose bytes would come behind the wrong ones.
import { JailError } from './jail-error.js';

/** The client means a part that it was told of before. */
export function notContinued(): JailError {
  return new JailError(
    'beyond-end',
    undefined,
    'The part of your upload that broke off is not continued any more, and the file there is another; ' +
      'send the whole file, without REST.',
  );
}

/** Another session, which may be one whose client is gone, has not ended. */
export function stillRuns(): JailError {
  return new JailError(
    'busy',
    undefined,
    'An upload of this file from your address is still running; try again when it has ended.',
  );
}

/** A connection that broke often comes back with another address, and its client goes on behind the old file's bytes. */
export function brokeOffElsewhere(): JailError {
  return new JailError(
    'beyond-end',
    undefined,
    'Less than an hour ago an upload of this file by this FTP account broke off, from another address, and the file ' +
      'there is the old one; send the whole file, without REST.',
  );
}
