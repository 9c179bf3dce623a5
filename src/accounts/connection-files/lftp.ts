// A line and a script for lftp.
import { type ConnectionChoices, urlOf } from './choices.js';
import { oneLine, shellWord } from './quoting.js';

/** A line for a shell; lftp asks for the password. */
export function lftpLine(choices: ConnectionChoices): string {
  const url = shellWord(oneLine(urlOf(choices)));
  return `lftp -e ${shellWord(settings(choices).join('; '))} -u ${shellWord(oneLine(choices.login))} ${url}`;
}

/** The same as a file, to be read by a running lftp, which then stays open. */
export function lftpScript(choices: ConnectionChoices): string {
  const { login, maxSessions } = choices;
  return [
    `# Start it with: lftp -e 'source NAME-OF-THIS-FILE'`,
    ...settings(choices),
    ...(maxSessions === undefined ? [] : [`set net:connection-limit ${maxSessions}`]),
    `open -u ${word(login)} ${word(urlOf(choices))}`,
    '',
  ].join('\n');
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
