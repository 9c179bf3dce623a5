// A line and a config file for curl.
import { type ConnectionChoices, urlOf } from './choices.js';
import { oneLine, shellWord } from './quoting.js';

/** A line for a shell, which lists the account's folder; curl asks for the password. */
export function curlLine(choices: ConnectionChoices): string {
  const words = options(choices).map(([name, value]) => (value === undefined ? `--${name}` : `--${name} ${value}`));
  return ['curl', ...words, '--user', shellWord(oneLine(choices.login)), shellWord(oneLine(urlOf(choices)))].join(' ');
}

/** The same as a file. */
export function curlConfig(choices: ConnectionChoices): string {
  const all = [...options(choices), ['user', choices.login], ['url', urlOf(choices)]] as const;
  return [
    '# Start it with: curl --config NAME-OF-THIS-FILE',
    ...all.map(([name, value]) => (value === undefined ? name : `${name} = ${word(value)}`)),
    '',
  ].join('\n');
}

function options({ encrypts, mode, unvouchedFingerprint }: ConnectionChoices): (readonly [string, string?])[] {
  return [
    ...(encrypts ? [['ssl-reqd'] as const] : []),
    ...(encrypts && unvouchedFingerprint !== undefined ? [['insecure'] as const] : []),
    ...(mode === 'active' ? [['ftp-port', '-'] as const] : []),
  ];
}

/** A quoted word of a curl config. */
function word(text: string): string {
  return `"${oneLine(text).replace(/[\\"]/g, '\\$&')}"`;
}
