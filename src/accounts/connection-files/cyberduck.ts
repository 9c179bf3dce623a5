// A bookmark for Cyberduck and Mountain Duck; double-clicking it connects.
import type { ConnectionChoices } from './choices.js';
import { xmlText } from './quoting.js';

/** The property list of one bookmark. Cyberduck asks for a password that its keychain does not have. */
export function cyberduckBookmark(choices: ConnectionChoices): string {
  const { encrypts, host, login, maxSessions, mode, port } = choices;
  const values: readonly (readonly [string, string])[] = [
    // Its `ftps` is explicit TLS.
    ['Protocol', encrypts ? 'ftps' : 'ftp'],
    ['Nickname', login],
    ['Hostname', host],
    ['Port', String(port)],
    ['Username', login],
    ['Path', '/'],
    ['FTP Connect Mode', mode],
    ['Encoding', 'UTF-8'],
    // Transfers over the connection that browses; there is no number to write.
    ...(maxSessions === 1 ? ([['Transfer Connection', 'browser']] as const) : []),
  ];
  const lines = values.flatMap(([key, value]) => [`\t<key>${key}</key>`, `\t<string>${xmlText(value)}</string>`]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    ...lines,
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}
