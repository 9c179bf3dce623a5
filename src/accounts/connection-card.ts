// What a person enters into an FTP client, in sentences. Pure; never a password. Files for programs are in
// connection-files.
import { isIP } from 'node:net';
import { type EffectiveRules, requiresTls, verbRulesOf, whyForbidden } from '../ftp/mode-rules.js';
import { allowedVerbs, modeOf, type TlsRule } from '../ftp/policy.js';
import { covers } from '../servers/tls-findings.js';
import type { ConnectionCard } from './connection-card.dto.js';
import type { ConnectionChoices } from './connection-files/choices.js';
import { curlLine } from './connection-files/curl.js';
import { lftpLine } from './connection-files/lftp.js';

/** Everything a connection card is made from. */
export interface CardFacts {
  /** What the admin wrote. */
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number | null;
  readonly login: string;
  readonly folder: string;
  readonly maxSessions: number | null;
  readonly rules: EffectiveRules;
  /** Whether this account's records from the reader's network show that passive mode does not get through. */
  readonly onlyActiveWorks: boolean;
  readonly certificateFingerprint: string | null;
  /** Whether a client must be told to accept the certificate; null where there is none. */
  readonly certificateSelfSigned: boolean | null;
  /** The names on all certificates of the server; the first is on the one that clients get by default. */
  readonly certificateNames: readonly string[];
  readonly serverName: string;
}

const encryptionSentences: Readonly<Record<TlsRule, string>> = {
  off: 'This server does not encrypt: choose “plain FTP”, and know that the password crosses the network readable.',
  allowed: 'Choose “explicit FTP over TLS” (FTPES); plain FTP works too, but shows your password to the network.',
  'required-login': 'Choose “explicit FTP over TLS” (FTPES); without it the server refuses the login.',
  'required-data':
    'Choose “explicit FTP over TLS” (FTPES) with protected data; without it the server refuses logins and transfers.',
};

/** Makes the card of one account. */
export function connectionCard(facts: CardFacts): ConnectionCard {
  const { port, tlsPort, login, folder, serverName } = facts;
  const choices = connectionChoices(facts);
  const tls = facts.rules.tls.rule;
  return {
    host: choices.host,
    port,
    tlsPort,
    login,
    folder,
    encryption: { rule: tls, sentence: encryptionSentences[tls] },
    mode: modeAdvice(facts),
    certificateFingerprint: unvouchedFingerprint(facts) ?? null,
    curl: curlLine(choices),
    lftp: lftpLine(choices),
    serverName,
  };
}

/** What the programs of one account are told. */
export function connectionChoices(facts: CardFacts): ConnectionChoices {
  const { certificateFingerprint, login, maxSessions, port, rules } = facts;
  const tls = rules.tls.rule;
  return {
    host: coveredHost(facts),
    port,
    login,
    // Also where TLS is only allowed: what people paste is what they go on using.
    encrypts: requiresTls(tls) || (tls === 'allowed' && certificateFingerprint !== null),
    unvouchedFingerprint: unvouchedFingerprint(facts),
    mode: modeAdvice(facts).recommended,
    maxSessions: maxSessions ?? undefined,
  };
}

function unvouchedFingerprint({ certificateFingerprint, certificateSelfSigned }: CardFacts): string | undefined {
  return certificateSelfSigned === false ? undefined : (certificateFingerprint ?? undefined);
}

/**
 * The admin's host where a certificate covers it, or where no authority vouches and the fingerprint is compared instead
 * of the name. Else the first name that is written in full, because the other would be refused by every careful client.
 */
function coveredHost({ certificateNames, certificateSelfSigned, host }: CardFacts): string {
  if (certificateSelfSigned !== false) return host;
  if (isIP(host) === 0 && covers(certificateNames, host)) return host;
  return certificateNames.find((name) => !name.startsWith('*.')) ?? host;
}

function modeAdvice({ onlyActiveWorks, rules }: CardFacts): ConnectionCard['mode'] {
  const allowed = allowedVerbs(verbRulesOf(rules));
  const passive = allowed.some((verb) => modeOf[verb] === 'passive');
  const active = allowed.some((verb) => modeOf[verb] === 'active');
  if (passive && active) {
    return onlyActiveWorks
      ? {
          allowed,
          recommended: 'active',
          sentence:
            'Choose active mode; from your network, passive mode was tried in the last 30 days and did not get through.',
        }
      : {
          allowed,
          recommended: 'passive',
          sentence: 'Choose passive mode, which gets through most firewalls; active mode works as well.',
        };
  }
  const recommended = passive ? 'passive' : 'active';
  const sentence = `Choose ${recommended} mode. ${whyForbidden(passive ? 'PORT' : 'PASV', rules) ?? ''}`.trimEnd();
  return { allowed, recommended, sentence };
}
