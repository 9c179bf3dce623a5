// A site for FileZilla's Site Manager (File > Import).
import type { ConnectionChoices } from './choices.js';
import { xmlText } from './quoting.js';

/** FileZilla's numbers: explicit TLS or nothing, and TLS where the server offers it. */
const protocols = { explicitTls: 4, tlsIfOffered: 0 };
const askForPassword = 2;
/** FileZilla's spelling of `/` on a Unix server: the kind of path, and a prefix of no length. */
const topFolder = '1 0';

/** The XML of one site. */
export function filezillaSite(choices: ConnectionChoices): string {
  const { encrypts, host, login, maxSessions, mode, port } = choices;
  const values: readonly (readonly [string, string | number])[] = [
    ['Host', host],
    ['Port', port],
    ['Protocol', encrypts ? protocols.explicitTls : protocols.tlsIfOffered],
    ['Type', 0],
    ['User', login],
    ['Logontype', askForPassword],
    ['PasvMode', mode === 'passive' ? 'MODE_PASSIVE' : 'MODE_ACTIVE'],
    ['MaximumMultipleConnections', maxSessions ?? 0],
    ['EncodingType', 'UTF-8'],
    ['BypassProxy', 0],
    ['Name', login],
    ['RemoteDir', topFolder],
    ['SyncBrowsing', 0],
    ['DirectoryComparison', 0],
  ];
  const lines = values.map(([name, value]) => `      <${name}>${xmlText(String(value))}</${name}>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<FileZilla3>',
    '  <Servers>',
    '    <Server>',
    ...lines,
    '    </Server>',
    '  </Servers>',
    '</FileZilla3>',
    '',
  ].join('\n');
}
