// A line and a script for lftp.
import { type ConnectionChoices, urlOf } from './choices.js';
import { oneLine, shellWord } from './quoting.js';

/** A line for a shell; lftp asks for the password. What is opened inside it is opened under its settings. */
export function lftpLine(choices: ConnectionChoices): string {
  return `lftp -e ${shellWord([...settings(choices), opening(choices)].join('; '))}`;
}

/** The same as a file, to be read by a running lftp, which then stays open. */
export function lftpScript(choices: ConnectionChoices): string {
  const { maxSessions } = choices;
  return [
    `# Start it with: lftp -e 'source NAME-OF-THIS-FILE'`,
    ...settings(choices),
    ...(maxSessions === undefined ? [] : [`set net:connection-limit ${maxSessions}`]),
    opening(choices),
    '',
  ].join('\n');
}

function opening(choices: ConnectionChoices): string {
  return `open -u ${word(choices.login)} ${word(urlOf(choices))}`;
}

function settings({ encrypts, mode, unvouchedFingerprint }: ConnectionChoices): string[] {
  const passive = `set ftp:passive-mode ${mode === 'passive' ? 'on' : 'off'}`;
  if (!encrypts) return ['set ftp:ssl-allow no', passive];
  // It knows certificates by SHA-1 only, so that the fingerprint cannot be told.
  const accept = unvouchedFingerprint === undefined ? [] : ['set ssl:verify-certificate no'];
  return [...accept, 'set ftp:ssl-force true', 'set ftp:ssl-protect-data true', passive];
}

/** One word of lftp's own language. */
function word(text: string): string {
  return `"${oneLine(text).replace(/[\\"]/g, '\\$&')}"`;
}
