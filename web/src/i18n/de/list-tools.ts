// Words of what stands over lists, and of a ban that begins at a row of one, in German.
import type { listTools as english } from '../en/list-tools.js';
import type { Texts } from '../texts.js';

export const listTools: Texts<typeof english> = {
  listTools: {
    csv: 'Als CSV exportieren',
    plans: 'Tarife suchen',
    websites: 'Domain suchen',
    websitesStaff: 'Domain, Kunde oder Ordner suchen',
    customer: 'Kunde',
    disk: 'Speicher',
    files_one: '{{count}} Datei oder Ordner',
    files_other: '{{count}} Dateien und Ordner',
    filesHead: 'Dateien und Ordner',
    identity: 'uid:gid, umask',
  },
  rowMenu: {
    open: 'Mehr',
    of: 'Mehr zu {{what}}',
  },
  banReach: {
    row: 'Aussperren…',
    rowOf: '{{who}} aussperren',
    whom: 'Wen',
    onlyLogin: 'Nur {{login}} von dort',
    onlyLoginHint: 'Alle anderen an der Adresse können weitermachen.',
    everybody: 'Alle an der Adresse',
    counting: 'Es wird nachgesehen, wer dort ist.',
    sessions_zero: 'Von dort ist keine Sitzung offen.',
    sessions_one: '{{count}} offene Sitzung endet sofort.',
    sessions_other: '{{count}} offene Sitzungen enden sofort.',
    nobodyElse: 'Niemand sonst hat sich in den letzten 30 Tagen von dort angemeldet.',
    nobody: 'Niemand hat sich in den letzten 30 Tagen von dort angemeldet.',
    others_one:
      '{{count}} anderer FTP-Zugang hat sich in den letzten 30 Tagen von dort angemeldet und wird mit ausgesperrt: {{logins}}.',
    others_other:
      '{{count}} andere FTP-Zugänge haben sich in den letzten 30 Tagen von dort angemeldet und werden mit ausgesperrt: {{logins}}.',
    accounts_one:
      '{{count}} FTP-Zugang hat sich in den letzten 30 Tagen von dort angemeldet und wird ausgesperrt: {{logins}}.',
    accounts_other:
      '{{count}} FTP-Zugänge haben sich in den letzten 30 Tagen von dort angemeldet und werden ausgesperrt: {{logins}}.',
    andMore: 'und {{count}} weitere',
  },
};
