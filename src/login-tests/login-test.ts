// One login as an FTP program does it: control connection, TLS, login, data connection, listing. It reads no database;
// the password goes into the socket and nowhere else.
import type { TLSSocket } from 'node:tls';
import { FtpClient, FtpFailure, spelled } from '../ftp-client/client.js';
import { listActively, type ListingTarget, listPassively, VerbFailure } from '../ftp-client/listing.js';
import { panelTestProgram } from '../ftp-client/panel-test.js';
import { type DataVerb, modeOf } from '../ftp/policy.js';
import { cureOfFailure, cureOfListing, cureOfReply } from './cures.js';
import type { LoginTestStep, LoginTestStepName } from './login-tests.dto.js';

/** How long a whole test may take. */
const longestTestMs = 15_000;

/** Everything about the account's own server that a test must know. */
export interface LoginTestTarget {
  readonly host: string;
  readonly port: number;
  readonly login: string;
  /** Whether the server offers TLS. */
  readonly encrypts: boolean;
  /** SHA-256 fingerprints of the certificates that the server has; empty where none is known. */
  readonly fingerprints: readonly string[];
  readonly listing: ListingTarget;
  /** The verbs that are allowed at this address, best first. */
  verbsAt(address: string): readonly DataVerb[];
}

export type Tell = (step: LoginTestStep) => void;

/** A step that failed, with the cure. */
class StepFailure extends Error {
  constructor(
    readonly step: LoginTestStepName,
    sentence: string,
    readonly cure: string,
  ) {
    super(sentence);
  }
}

/** Tells each step as it happens, the last one where something failed; takes 15 seconds at most. */
export async function testLogin(target: LoginTestTarget, password: string, tell: Tell): Promise<void> {
  let client: FtpClient | undefined;
  let step: LoginTestStepName = 'connect';
  const late = AbortSignal.timeout(longestTestMs);
  late.addEventListener('abort', () => client?.close());
  const worked = (sentence: string) => tell({ step, outcome: 'worked', sentence, cure: null });
  try {
    const at = { address: target.host, port: target.port };
    client = await FtpClient.open(at);
    late.throwIfAborted();
    worked(`The server greets at ${spelled(at)}.`);
    step = 'encrypt';
    tell(await encrypt(client, target));
    step = 'log-in';
    await logIn(client, target.login, password);
    worked('Login and password are right.');
    step = 'data';
    const connected = (path: string) => {
      step = 'data';
      worked(`A data connection stands ${path}.`);
      step = 'list';
    };
    worked(await list(client, { ...target, listing: { ...target.listing, connected } }));
  } catch (error) {
    tell(failedStep(step, late.aborted ? new FtpFailure('too-late', 'It took longer than 15 seconds.') : error));
  } finally {
    client?.close();
  }
}

async function encrypt(client: FtpClient, target: LoginTestTarget): Promise<LoginTestStep> {
  if (!target.encrypts) {
    const sentence = 'This server does not encrypt, so the password crosses the network readable.';
    return { step: 'encrypt', outcome: 'skipped', sentence, cure: null };
  }
  const secured = await client.encrypt(target.host);
  refuseStranger(secured, target);
  const version = (secured.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ');
  const sentence = secured.authorized
    ? `Encrypted with ${version}.`
    : `Encrypted with ${version}; FTP programs ask once whether to trust the certificate.`;
  return { step: 'encrypt', outcome: 'worked', sentence, cure: null };
}

/** The password goes to the account's own server: one with a certificate that an authority vouches for, or of its own. */
function refuseStranger(secured: TLSSocket, { fingerprints }: LoginTestTarget): void {
  if (secured.authorized || fingerprints.length === 0) return;
  if (fingerprints.includes(secured.getPeerCertificate().fingerprint256)) return;
  throw new FtpFailure('certificate', 'The certificate is not the one that this server has.');
}

async function logIn(client: FtpClient, login: string, password: string): Promise<void> {
  // Whatever it answers: a server need not know CLNT.
  await client.say(`CLNT ${panelTestProgram}`);
  const asked = await client.say(`USER ${login}`);
  const reply = asked.code === 331 ? await client.say(`PASS ${password}`) : asked;
  if (reply.code === 230) return;
  throw new StepFailure('log-in', `The server said: ${reply.code} ${reply.text}`, cureOfReply(reply));
}

/** With the first of the allowed verbs that works. Throws what the last one met. */
async function list(client: FtpClient, target: LoginTestTarget): Promise<string> {
  let met: unknown = new VerbFailure('not-allowed', null, 'No verb for data connections is allowed.');
  for (const verb of target.verbsAt(client.local.address)) {
    try {
      const listing = await (modeOf[verb] === 'passive' ? listPassively : listActively)(client, verb, target.listing);
      return `${listing.replace(/\.$/, '')} (${verb}).`;
    } catch (error) {
      if (!(error instanceof VerbFailure)) throw error;
      met = error;
    }
  }
  throw met;
}

function failedStep(step: LoginTestStepName, error: unknown): LoginTestStep {
  const failed = (sentence: string, cure: string): LoginTestStep => ({ step, outcome: 'failed', sentence, cure });
  if (error instanceof StepFailure) return failed(error.message, error.cure);
  if (error instanceof VerbFailure) return failed(error.message, cureOfListing);
  if (error instanceof FtpFailure) return failed(error.message, cureOfFailure(step, error));
  throw error;
}
