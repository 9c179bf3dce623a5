// A script for WinSCP. A script and no INI file, because importing one replaces all of WinSCP's settings.
import { type ConnectionChoices, urlOf } from './choices.js';

/** Opens the connection; WinSCP asks for the password. */
export function winscpScript(choices: ConnectionChoices): string {
  const { encrypts, login, mode, unvouchedFingerprint: fingerprint } = choices;
  const url = urlOf(choices, encrypts ? 'ftpes' : 'ftp', `${encodeURIComponent(login)}@`);
  const certificate = encrypts && fingerprint !== undefined ? ` -certificate="${fingerprint.toLowerCase()}"` : '';
  return [
    '# Start it with: winscp.com /ini=nul /script=NAME-OF-THIS-FILE',
    `open ${url} -passive=${mode === 'passive' ? 'on' : 'off'}${certificate}`,
    '',
  ].join('\r\n');
}
