// Looks at a server as a client would, from this machine: control, TLS, then each of the four verbs with a listing, in a
// session and with a login of its own. What is read about the server before is probe-target.ts.
import { isIP, isIPv6 } from 'node:net';
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import { dataVerbs, modeOf, type DataVerb, type Verdict } from '../ftp/index.js';
import { FtpClient, FtpFailure, spelled } from '../ftp-client/client.js';
import { listActively, listPassively, VerbFailure } from '../ftp-client/listing.js';
import type { ProbeLogin } from './probe-logins.js';
import type { ProbeTarget } from './probe-target.js';

/** What became of one step. `not-allowed`: the policy forbids it; `not-tested`: something before it failed. */
export interface ProbeStep {
  readonly outcome: 'worked' | 'failed' | 'not-allowed' | 'not-tested';
  readonly verdict: Verdict | null;
  readonly sentence: string;
}

/** Everything that was seen of a server from one machine. */
export interface ProbeView {
  /** Where it was reached, `host:port`. */
  readonly address: string;
  readonly control: ProbeStep;
  readonly tls: ProbeStep;
  readonly verbs: Readonly<Record<DataVerb, ProbeStep>>;
}

/** A certificate that ends sooner than this is worth a word. */
const soonDays = 14;

/** Probes; `makeLogin` is asked once for each session. Rejects only where the database does. */
export async function probe(target: ProbeTarget, makeLogin: () => Promise<ProbeLogin>): Promise<ProbeView> {
  const first = await reach(target);
  const address = spelled({ address: first.host, port: target.port });
  if (first.client === undefined) {
    const skipped = notTested('The control connection did not come about.');
    return { address, control: failed(first.sentence), tls: skipped, verbs: eachVerb(() => skipped) };
  }
  const tls = await tryTls(first.client, target).finally(() => first.client?.close());
  const where = { ...target, host: first.host };
  const steps = await Promise.all(
    dataVerbs.map(async (verb) => [verb, await tryVerb(where, verb, await makeLogin())] as const),
  );
  const byVerb = new Map(steps);
  const verbs = eachVerb((verb) => byVerb.get(verb) ?? notTested('It was left out.'));
  return { address, control: worked(first.sentence), tls, verbs };
}

interface Reached {
  readonly host: string;
  readonly client: FtpClient | undefined;
  readonly sentence: string;
}

/** The first of the server's addresses where a server greets; that an earlier one is silent is part of the finding. */
async function reach({ hosts, port }: ProbeTarget): Promise<Reached> {
  const silent: string[] = [];
  for (const host of hosts) {
    try {
      const client = await FtpClient.open({ address: host, port });
      return {
        host,
        client,
        sentence: [...silent, `A server greets at ${spelled({ address: host, port })}.`].join(' '),
      };
    } catch (error) {
      silent.push(sentenceOf(error));
    }
  }
  return { host: hosts[0] ?? '', client: undefined, sentence: silent.join(' ') };
}

async function tryTls(client: FtpClient, target: ProbeTarget): Promise<ProbeStep> {
  if (target.tls === 'off') return { outcome: 'not-allowed', verdict: null, sentence: 'TLS is switched off.' };
  try {
    const secured = await startTls(client, target.name);
    return certificateStep(secured, target.name);
  } catch (error) {
    return { outcome: 'failed', verdict: 'tls-failed', sentence: sentenceOf(error) };
  }
}

async function startTls(client: FtpClient, name: string): Promise<TLSSocket> {
  client.mustBe(234, await client.say('AUTH TLS'));
  return client.startTls(isIP(name) === 0 ? name : undefined);
}

/** As people write it, such as 25 Feb 2029, in UTC, and never broken by the end of a line. */
function dayOf(moment: Date): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(moment).replaceAll(' ', '\u00a0');
}

function certificateStep(secured: TLSSocket, name: string): ProbeStep {
  const certificate = secured.getPeerCertificate();
  const version = (secured.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ');
  const until = new Date(certificate.valid_to);
  const day = dayOf(until);
  const daysLeft = (until.getTime() - Date.now()) / 86_400_000;
  if (daysLeft < 0) return failed(`The certificate ended on ${day}; renew it.`);
  const soon = daysLeft < soonDays ? ' Renew it soon.' : '';
  if (isSelfSigned(certificate)) {
    return worked(
      `${version}; no authority vouches for the certificate, so FTP programs ask before they trust it. It ends on ${day}.${soon}`,
    );
  }
  if (checkServerIdentity(name, certificate) !== undefined) {
    return failed(`The certificate is not for ${name}, and clients warn of it. Get one that names ${name}.`);
  }
  if (!isVouchedFor(secured)) {
    return worked(
      `${version}; this machine knows no authority that vouches for the certificate, so FTP programs may ask: ` +
        `see that the file holds the certificates in between as well. It ends on ${day}.${soon}`,
    );
  }
  return worked(`${version}; the certificate is for ${name} and ends on ${day}.${soon}`);
}

/** Node looks at the chain before the name, which certificateStep has judged; its type says Error, its value is a code. */
function isVouchedFor({ authorizationError: why }: TLSSocket): boolean {
  return !why || String(why) === 'ERR_TLS_CERT_ALTNAME_INVALID';
}

function isSelfSigned({ issuer, subject }: PeerCertificate): boolean {
  return JSON.stringify(issuer) === JSON.stringify(subject);
}

async function tryVerb(
  target: ProbeTarget & { readonly host: string },
  verb: DataVerb,
  login: ProbeLogin,
): Promise<ProbeStep> {
  let client: FtpClient | undefined;
  try {
    client = await FtpClient.open({ address: target.host, port: target.port });
    if (isIPv6(client.peer.address) && (verb === 'PASV' || verb === 'PORT')) {
      return notTested(`${verb} is for IPv4, and the server was reached over IPv6.`);
    }
    await logIn(client, target, login);
    const list = modeOf[verb] === 'passive' ? listPassively : listActively;
    return worked(await list(client, verb, target));
  } catch (error) {
    return stepOf(error);
  } finally {
    client?.close();
  }
}

/** TLS also where it is only allowed; a certificate that clients do not like hinders no data connection. */
async function logIn(client: FtpClient, target: ProbeTarget, login: ProbeLogin): Promise<void> {
  if (target.tls !== 'off' && target.hasCertificate) {
    await client.encrypt(target.name);
  }
  client.mustBe(331, await client.say(`USER ${login.name}`));
  client.mustBe(230, await client.say(`PASS ${login.password.reveal()}`));
}

function stepOf(error: unknown): ProbeStep {
  if (error instanceof VerbFailure) return { outcome: error.outcome, verdict: error.verdict, sentence: error.message };
  return failed(sentenceOf(error));
}

function sentenceOf(error: unknown): string {
  if (error instanceof FtpFailure) return error.message;
  throw error;
}

function worked(sentence: string): ProbeStep {
  return { outcome: 'worked', verdict: null, sentence };
}

function failed(sentence: string): ProbeStep {
  return { outcome: 'failed', verdict: null, sentence };
}

function notTested(sentence: string): ProbeStep {
  return { outcome: 'not-tested', verdict: null, sentence };
}

function eachVerb(step: (verb: DataVerb) => ProbeStep): Record<DataVerb, ProbeStep> {
  return { PORT: step('PORT'), EPRT: step('EPRT'), PASV: step('PASV'), EPSV: step('EPSV') };
}
