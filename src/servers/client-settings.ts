// Which setting of which client program lets it through, for people who never heard of a data connection. Pure; the
// words are those of the programs' own dialogs and manuals.
import { type DataVerb, modeOf } from '../ftp/policy.js';

/** What a client does and rules may forbid. */
export type ForbiddenUse = DataVerb | 'login-in-clear' | 'data-in-clear';

/** What a client has to change to. */
type Change = 'passive' | 'active' | 'login-tls' | 'data-tls';

interface ClientProgram {
  readonly name: string;
  /** Found in what the client says it is (CLNT). */
  readonly says: RegExp;
  readonly settings: Readonly<Record<Change, string>>;
}

const fileZillaTls = 'In FileZilla open the Site Manager and set Encryption to “Require explicit FTP over TLS”.';
const winScpTls = 'In WinSCP edit the site and set Encryption to “TLS/SSL Explicit encryption”.';
const cyberduckTls = 'In Cyberduck edit the bookmark and choose “FTP-SSL (Explicit AUTH TLS)”.';
const curlTls = 'Run curl with --ssl-reqd.';

const programs: readonly ClientProgram[] = [
  {
    name: 'FileZilla',
    says: /filezilla/i,
    settings: {
      passive: 'In FileZilla open the Site Manager, then Transfer Settings, and set Transfer mode to Passive.',
      active: 'In FileZilla open the Site Manager, then Transfer Settings, and set Transfer mode to Active.',
      'login-tls': fileZillaTls,
      'data-tls': fileZillaTls,
    },
  },
  {
    name: 'WinSCP',
    says: /winscp/i,
    settings: {
      passive: 'In WinSCP edit the site, open Advanced, then Connection, and tick “Passive mode”.',
      active: 'In WinSCP edit the site, open Advanced, then Connection, and untick “Passive mode”.',
      'login-tls': winScpTls,
      'data-tls': winScpTls,
    },
  },
  {
    name: 'Cyberduck',
    says: /cyberduck/i,
    settings: {
      passive: 'In Cyberduck edit the bookmark and set Connect Mode to Passive.',
      active: 'In Cyberduck edit the bookmark and set Connect Mode to Active.',
      'login-tls': cyberduckTls,
      'data-tls': cyberduckTls,
    },
  },
  {
    name: 'lftp',
    says: /lftp/i,
    settings: {
      passive: 'In lftp write “set ftp:passive-mode on”.',
      active: 'In lftp write “set ftp:passive-mode off”.',
      'login-tls': 'In lftp write “set ftp:ssl-force on”.',
      'data-tls': 'In lftp write “set ftp:ssl-protect-data on”.',
    },
  },
  {
    name: 'curl',
    says: /curl/i,
    settings: {
      passive: 'Run curl without --ftp-port (-P).',
      active: 'Run curl with --ftp-port -.',
      'login-tls': curlTls,
      'data-tls': curlTls,
    },
  },
];

const anyProgram: Readonly<Record<Change, string>> = {
  passive: 'In the settings of your FTP program choose passive mode.',
  active: 'In the settings of your FTP program choose active mode.',
  'login-tls': 'In the settings of your FTP program choose “explicit FTP over TLS” (FTPES) as the encryption.',
  'data-tls': 'In the settings of your FTP program let data connections be encrypted too (PROT P).',
};

const knownAs = (program: string | null) => programs.find(({ says }) => says.test(program ?? ''));

/** The name people know a program by; what it says of itself where that is not known, null where it says nothing. */
export function programName(program: string | null): string | null {
  return knownAs(program)?.name ?? program;
}

/** The setting to change, as a sentence; `remaining` are the verbs that this client may still use. */
export function settingToChange(program: string | null, use: ForbiddenUse, remaining: readonly DataVerb[]): string {
  const settings = knownAs(program)?.settings ?? anyProgram;
  if (use === 'login-in-clear') return settings['login-tls'];
  if (use === 'data-in-clear') return settings['data-tls'];
  const sameMode = remaining.filter((other) => modeOf[other] === modeOf[use]);
  if (sameMode.length > 0) return `Allow ${sameMode.join(' or ')} there; most programs take it by themselves.`;
  return modeOf[use] === 'active' ? settings.passive : settings.active;
}
