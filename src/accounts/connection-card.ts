// What a person enters into an FTP client, in sentences. Pure; never a password.
import { allowedVerbs, modeOf, type TlsRule, type VerbRules } from '../ftp/policy.js';
import type { ConnectionCard } from './connection-card.dto.js';

/** Everything a connection card is made from. */
export interface CardFacts {
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number | null;
  readonly login: string;
  readonly folder: string;
  readonly tls: TlsRule;
  readonly verbs: VerbRules;
  readonly certificateFingerprint: string | null;
  /** Whether a client must be told to accept the certificate; null where there is none. */
  readonly certificateSelfSigned: boolean | null;
  readonly serverName: string;
}

const encryptionSentences: Readonly<Record<TlsRule, string>> = {
  off: 'This server does not encrypt: choose "plain FTP", and know that the password crosses the network readable.',
  allowed: 'Choose "explicit FTP over TLS" (FTPES); plain FTP works too, but shows your password to the network.',
  'required-login': 'Choose "explicit FTP over TLS" (FTPES); without it the server refuses the login.',
  'required-data':
    'Choose "explicit FTP over TLS" (FTPES) with protected data; without it the server refuses logins and transfers.',
};

/** Makes the card of one account. */
export function connectionCard(facts: CardFacts): ConnectionCard {
  const { host, port, tlsPort, login, folder, certificateFingerprint, serverName } = facts;
  return {
    host,
    port,
    tlsPort,
    login,
    folder,
    encryption: { rule: facts.tls, sentence: encryptionSentences[facts.tls] },
    mode: modeAdvice(facts.verbs),
    certificateFingerprint,
    curl: curlLine(facts),
    lftp: lftpLine(facts),
    serverName,
  };
}

function modeAdvice(verbs: VerbRules): ConnectionCard['mode'] {
  const allowed = allowedVerbs(verbs);
  const passive = allowed.some((verb) => modeOf[verb] === 'passive');
  const active = allowed.some((verb) => modeOf[verb] === 'active');
  if (passive && active) {
    return {
      allowed,
      recommended: 'passive',
      sentence: 'Choose passive mode, which gets through most firewalls; active mode works as well.',
    };
  }
  return passive
    ? { allowed, recommended: 'passive', sentence: 'Choose passive mode; active mode is switched off on this server.' }
    : { allowed, recommended: 'active', sentence: 'Choose active mode; passive mode is switched off on this server.' };
}

/** A pasted line encrypts wherever the server can: what people paste is what they go on using. */
const encrypts = ({ tls, certificateFingerprint }: CardFacts) => tls !== 'off' && certificateFingerprint !== null;

function urlOf({ host, port }: CardFacts): string {
  return `ftp://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

function curlLine(facts: CardFacts): string {
  const accept = facts.certificateSelfSigned === true ? ' --insecure' : '';
  const encrypt = encrypts(facts) ? ` --ssl-reqd${accept}` : '';
  const active = modeAdvice(facts.verbs).recommended === 'active' ? ' --ftp-port -' : '';
  return `curl${encrypt}${active} --user '${facts.login}' '${urlOf(facts)}'`;
}

function lftpLine(facts: CardFacts): string {
  const accept = facts.certificateSelfSigned === true ? 'set ssl:verify-certificate no; ' : '';
  const encrypt = encrypts(facts)
    ? `${accept}set ftp:ssl-force true; set ftp:ssl-protect-data true`
    : 'set ftp:ssl-allow no';
  const passive = modeAdvice(facts.verbs).recommended === 'passive' ? 'on' : 'off';
  return `lftp -e '${encrypt}; set ftp:passive-mode ${passive}' -u '${facts.login}' '${urlOf(facts)}'`;
}
