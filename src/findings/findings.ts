// What is fine and what is not, with one cure for each finding. Pure.
import { certificateDays, slowMs } from '../overview/alerts.js';

export const checks = [
  'database',
  'migrations',
  'clock',
  'heartbeat',
  'version',
  'policy',
  'latency',
  'certificate',
  'passive range',
  'self-test',
  'web roots',
] as const;
export type Check = (typeof checks)[number];

/** One thing that was looked at. */
export interface Finding {
  readonly check: Check;
  /** Null for what concerns the whole installation. */
  readonly server: string | null;
  readonly serverId: string | null;
  readonly fine: boolean;
  readonly sentence: string;
  /** What to do; null where all is well. */
  readonly cure: string | null;
}

/** What is known of a server. */
export interface ServerFacts {
  readonly id: string;
  readonly name: string;
  readonly up: boolean;
  readonly heartbeatAt: Date | null;
  readonly hasCertificate: boolean;
  readonly selfSigned: boolean | null;
  readonly certificateProblem: string | null;
  readonly validUntil: Date | null;
  readonly inForce: boolean;
  readonly policySentence: string;
  readonly refusedPorts: readonly number[];
  readonly faultyWebRoots: number;
  /** How long the database took to answer its slowest FTP process; null where none has said. */
  readonly latencyMs: number | null;
  /** Versions of Portside that its FTP processes run and the panel does not. */
  readonly otherVersions: readonly string[];
  /** What the newest finished self-test found; null where there is none. */
  readonly selfTest: { readonly outcome: 'worked' | 'failed' | 'unclear'; readonly sentence: string } | null;
}

/** What is known of what all servers share. */
export interface SharedFacts {
  readonly latencyMs: number;
  /** By how much the panel's clock is ahead of the database's. */
  readonly clockAheadMs: number;
  readonly migrations: number;
  /** Of them those that have not run. */
  readonly missingMigrations: number;
  /** Run by a newer Portside. */
  readonly unknownMigrations: number;
}

const dayMs = 86_400_000;
/** A code of an authenticator app is good for its half minute and its neighbours'. */
const mostClockMs = 5_000;
/** As people write it, such as 25 Feb 2029, in UTC. */
const dayOf = (moment: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(moment);

const rounded = (ms: number) => (ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms));

/** The findings about one server; of one that is down only what holds all the same: its certificate goes on to end. */
export function findingsOf(server: ServerFacts, now: Date): Finding[] {
  const say = (check: Finding['check'], sentence: string, cure: string | null = null): Finding => {
    return { check, server: server.name, serverId: server.id, fine: cure === null, sentence, cure };
  };
  if (!server.up) {
    const last =
      server.heartbeatAt === null
        ? 'It has not started yet.'
        : `It was last heard of on ${dayOf(server.heartbeatAt)} at ${server.heartbeatAt.toISOString().slice(11, 16)} UTC.`;
    return [
      say('heartbeat', last, `Start Portside on that machine with SERVER_NAME=${server.name}, or read its log.`),
      ...(server.validUntil === null ? [] : [certificateFinding(server, now, say)]),
    ];
  }
  return [
    say('heartbeat', 'It runs.'),
    versionFinding(server, say),
    say('policy', server.policySentence, server.inForce ? null : 'Restart the FTP process that has not answered.'),
    latencyFinding(server.latencyMs, say),
    certificateFinding(server, now, say),
    rangeFinding(server, say),
    ...selfTestFinding(server, say),
    webRootFinding(server, say),
  ];
}

type Say = (check: Check, sentence: string, cure?: string | null) => Finding;

/** The findings about the database and the panel's machine. */
export function sharedFindings({ clockAheadMs, latencyMs, ...schema }: SharedFacts): Finding[] {
  const say: Say = (check, sentence, cure = null) => {
    return { check, server: null, serverId: null, fine: cure === null, sentence, cure };
  };
  const took = `It answers in ${rounded(latencyMs)} ms.`;
  const apartSeconds = Math.round(Math.abs(clockAheadMs) / 1000);
  return [
    latencyMs > slowMs
      ? say('database', took, 'Look what keeps its machine busy, or move it nearer to the panel.')
      : say('database', took),
    migrationsFinding(schema, say),
    Math.abs(clockAheadMs) > mostClockMs
      ? say(
          'clock',
          `The panel’s clock is ${apartSeconds} seconds ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the database’s.`,
          'Let both machines set their clocks by NTP; codes of authenticator apps and expiries depend on them.',
        )
      : say('clock', 'The clocks of the panel and of the database agree.'),
  ];
}

type SchemaFacts = Pick<SharedFacts, 'migrations' | 'missingMigrations' | 'unknownMigrations'>;

function migrationsFinding({ migrations, missingMigrations, unknownMigrations }: SchemaFacts, say: Say): Finding {
  if (unknownMigrations > 0)
    return say('migrations', 'The database was migrated by a newer Portside.', 'Start that version of the panel.');
  if (missingMigrations > 0)
    return say(
      'migrations',
      `${missingMigrations} of ${migrations} have not run.`,
      'Start Portside anew, or run `portside migrate`.',
    );
  return say('migrations', `All ${migrations} have run.`);
}

function versionFinding({ otherVersions }: ServerFacts, say: Say): Finding {
  if (otherVersions.length === 0) return say('version', 'Its processes run the version of the panel.');
  const sentence = `It runs version ${otherVersions.join(', ')}, the panel another.`;
  return say('version', sentence, 'Update Portside on that machine and start it anew.');
}

function latencyFinding(latencyMs: number | null, say: Say): Finding {
  if (latencyMs === null) return say('latency', 'How fast the database answers it is not known yet.');
  const took = `The database answers it in ${rounded(latencyMs)} ms.`;
  return latencyMs > slowMs
    ? say('latency', took, 'Look at the network between that machine and the database.')
    : say('latency', took);
}

/** One that was unclear tells nothing about the server. */
function selfTestFinding({ selfTest }: ServerFacts, say: Say): Finding[] {
  if (selfTest === null || selfTest.outcome === 'unclear') return [];
  if (selfTest.outcome === 'worked') return [say('self-test', selfTest.sentence)];
  return [say('self-test', selfTest.sentence, 'Open its network pages, which say what to change, and test again.')];
}

function certificateFinding(server: ServerFacts, now: Date, say: Say): Finding {
  const { certificateProblem, hasCertificate, selfSigned, validUntil } = server;
  if (certificateProblem !== null)
    return say('certificate', certificateProblem, 'Correct the certificate; it is read again by itself.');
  if (!hasCertificate)
    return say(
      'certificate',
      'There is none, so nobody can use TLS.',
      'Upload one on the server’s page under TLS (or with “portside server certificate set”), or set TLS_CERT_FILE and TLS_KEY_FILE.',
    );
  if (selfSigned === true)
    return say(
      'certificate',
      'It is self-signed, so FTP programs warn of it.',
      'Upload one that is trusted on the server’s page under TLS (or with “portside server certificate set”), or set TLS_CERT_FILE and TLS_KEY_FILE to it.',
    );
  if (validUntil === null) return say('certificate', 'There is one; until when it is valid is not known.');
  const days = Math.floor((validUntil.getTime() - now.getTime()) / dayMs);
  const until = `It is valid until ${dayOf(validUntil)}.`;
  return days < certificateDays
    ? say('certificate', until, 'Renew it; the new one is read by itself.')
    : say('certificate', until);
}

function rangeFinding({ refusedPorts }: ServerFacts, say: Say): Finding {
  const ports = [...new Set(refusedPorts)].sort((one, other) => one - other);
  if (ports.length === 0) return say('passive range', 'Every passive port could be had.');
  const sentence = `Other programs have ${ports.length === 1 ? 'the passive port' : 'the passive ports'} ${ports.join(', ')}.`;
  return say('passive range', sentence, 'Stop those programs, or choose another passive range in the policy.');
}

function webRootFinding({ faultyWebRoots }: ServerFacts, say: Say): Finding {
  if (faultyWebRoots === 0) return say('web roots', 'The server finds no fault with any.');
  const sentence = `The server finds fault with ${faultyWebRoots === 1 ? '1 web root' : `${faultyWebRoots} web roots`}.`;
  return say('web roots', sentence, 'Read why under Websites in the panel; make the folder, or correct its owner.');
}
