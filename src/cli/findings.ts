// What is fine and what is not, with one cure for each finding. Pure.

export const checks = [
  'database',
  'migrations',
  'heartbeat',
  'policy',
  'certificate',
  'passive range',
  'web roots',
] as const;

/** One thing that was looked at. */
export interface Finding {
  readonly check: (typeof checks)[number];
  /** Null for what concerns the whole installation. */
  readonly server: string | null;
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
}

const soonDays = 14;
const dayMs = 86_400_000;

/** The findings about one server; what only a running one can tell is left out for one that is down. */
export function findingsOf(server: ServerFacts, now: Date): Finding[] {
  const say = (check: Finding['check'], sentence: string, cure: string | null = null): Finding => {
    return { check, server: server.name, fine: cure === null, sentence, cure };
  };
  if (!server.up) {
    const last =
      server.heartbeatAt === null
        ? 'It has never run.'
        : `It was last heard of at ${server.heartbeatAt.toISOString()}.`;
    return [say('heartbeat', last, `Start Portside on that machine with SERVER_NAME=${server.name}, or read its log.`)];
  }
  return [
    say('heartbeat', 'It runs.'),
    say('policy', server.policySentence, server.inForce ? null : 'Restart the FTP process that has not answered.'),
    certificateFinding(server, now, say),
    rangeFinding(server, say),
    webRootFinding(server, say),
  ];
}

type Say = (check: Finding['check'], sentence: string, cure?: string | null) => Finding;

function certificateFinding(server: ServerFacts, now: Date, say: Say): Finding {
  const { certificateProblem, hasCertificate, selfSigned, validUntil } = server;
  if (certificateProblem !== null)
    return say('certificate', certificateProblem, 'Correct the certificate; it is read again by itself.');
  if (!hasCertificate)
    return say(
      'certificate',
      'There is none, so nobody can use TLS.',
      'Upload one (portside server certificate set), or set TLS_CERT_FILE and TLS_KEY_FILE.',
    );
  if (selfSigned === true)
    return say(
      'certificate',
      'It is self-signed, so FTP programs warn of it.',
      'Set TLS_CERT_FILE and TLS_KEY_FILE to a pair that is trusted.',
    );
  if (validUntil === null) return say('certificate', 'There is one; until when it is valid is not known.');
  const days = Math.floor((validUntil.getTime() - now.getTime()) / dayMs);
  const until = `It is valid until ${validUntil.toISOString()}.`;
  return days < soonDays
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
