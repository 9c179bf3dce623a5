// Which names mean just themselves on Windows. Everything else is an alias of another name, a device, a stream of
// another file, or a path. It doesn't touch the disk.
import type { ByteString } from '../virtual-path.js';

/** Characters Windows keeps for itself: separators, streams (`:`), wildcards and the like, and control characters. */
const kept = /[\u0000-\u001f\u007f<>:"/\\|?*]/;

/** Devices are found under any extension, and with spaces before it. The superscript digits are UTF-8 bytes here. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)(?:[0-9]|\u00c2[\u00b9\u00b2\u00b3]))(?: *\..*| *)$/i;

/** Windows drops dots and spaces at the end, so such a name would mean another file. `.` and `..` are among them. */
const droppedEnd = /[. ]$/;

/** A generated short name (`PROGRA~1.TXT`) is a second name of a file, perhaps of one that is hidden. */
const shortName = /^[^.]{0,7}~[0-9]{1,6}(?:\.[^.]{0,3})?$/;

/** NTFS counts a name in UTF-16 units. */
const longestUnits = 255;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a name is valid on Windows and no other name means the same file; letter case aside. */
export function isWindowsName(name: ByteString): boolean {
  if (name === '' || kept.test(name) || droppedEnd.test(name) || device.test(name) || shortName.test(name))
    return false;
  const units = unitsOf(name);
  return units !== undefined && units <= longestUnits;
}

/**
 * Windows keeps names as UTF-16; undefined for bytes that are not UTF-8, half a surrogate pair among them: they would be
 * replaced, and many names become one.
 */
function unitsOf(name: ByteString): number | undefined {
  try {
    return utf8.decode(Buffer.from(name, 'latin1')).length;
  } catch {
    return undefined;
  }
}
