// How curl and lftp are told to fetch one file by one of the four verbs. Both believe what PASV answers, as RFC 959 has
// it, unless they are told to mend it.
import type { DataVerb } from '../../src/ftp/policy.js';
import { urlHost } from '../clients/program.js';

/** One file to fetch. */
export interface Errand {
  readonly host: string;
  readonly name: string;
  readonly file: string;
  /** Where it is put on this machine. */
  readonly into: string;
  readonly verb: DataVerb;
  readonly tls: boolean;
  /** Dials the address of the control connection where PASV answers a private one, as both programs do by default. */
  readonly mendsPasv: boolean;
}

export const clients = ['curl', 'lftp'] as const;
export type Client = (typeof clients)[number];

/** The program's arguments. */
export const argumentsOf: Readonly<Record<Client, (errand: Errand) => readonly string[]>> = {
  curl: ({ host, name, file, into, verb, tls, mendsPasv }) => [
    ...['--silent', '--show-error', '--globoff', '--connect-timeout', '6', '--max-time', '30'],
    ...['--user', `${name}:secret`, '--output', into],
    ...(tls ? ['--ssl-reqd', '--insecure'] : []),
    ...{ PASV: ['--disable-epsv'], EPSV: [], PORT: ['--ftp-port', '-', '--disable-eprt'], EPRT: ['--ftp-port', '-'] }[
      verb
    ],
    mendsPasv ? '--ftp-skip-pasv-ip' : '--no-ftp-skip-pasv-ip',
    `ftp://${urlHost(host)}/${file}`,
  ],
  lftp: ({ host, name, file, into, verb, tls, mendsPasv }) => {
    const script = [
      'set net:max-retries 1',
      'set net:timeout 6',
      'set cmd:fail-exit yes',
      'set ssl:verify-certificate no',
      `set ftp:ssl-allow ${tls}`,
      `set ftp:ssl-force ${tls}`,
      'set ftp:ssl-protect-data yes',
      'set ftp:auto-passive-mode no',
      `set ftp:passive-mode ${verb === 'PASV' || verb === 'EPSV'}`,
      `set ftp:prefer-epsv ${verb === 'EPSV'}`,
      `set ftp:fix-pasv-address ${mendsPasv}`,
      `open -u ${name},secret ftp://${urlHost(host)}`,
      `get ${file} -o ${into}`,
      'bye',
    ];
    return ['--norc', '-c', script.join('; ')];
  },
};

/** What a client cannot do on any server: lftp says EPRT over IPv6 only, curl 7.88 breaks PROT P after PORT. */
export function cannot(client: Client, { host, verb, tls }: Pick<Errand, 'host' | 'verb' | 'tls'>): boolean {
  const isIpv6 = host.includes(':');
  if (isIpv6 && (verb === 'PASV' || verb === 'PORT')) return true;
  if (client === 'lftp') return verb === 'EPRT' && !isIpv6;
  return tls && (verb === 'PORT' || verb === 'EPRT');
}
