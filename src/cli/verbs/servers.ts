// portside server ... and portside server policy ...: servers and what they allow.
import { NewServer } from '../../servers/new-server.dto.js';
import { PoliciesService } from '../../servers/policies.service.js';
import { type Policy, PolicyDraft } from '../../servers/policy.dto.js';
import type { AddedServer, ServerRemoval } from '../../servers/server-fleet.dto.js';
import { ServerFleetService } from '../../servers/server-fleet.service.js';
import { type Server, ServerQuery } from '../../servers/servers.dto.js';
import { ServersService } from '../../servers/servers.service.js';
import { UsageError } from '../exit-codes.js';
import { asFacts, asTable } from '../layout.js';
import { type Answer, type Asked, pageOptions, type Verb, type VerbGroup, yesOption } from '../verb.js';

const usualFtpPort = 21;

export const serverVerbs: readonly Verb[] = [
  {
    usage: 'list',
    does: 'List servers, newest first.',
    options: pageOptions,
    examples: ['server list --json'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(ServerQuery, asked.page());
      const page = await panel.get(ServersService).list(panel.actor, query);
      return { json: page, text: tableOf(page.items) };
    },
  },
  {
    usage: 'add <name>',
    does: 'Add a server before its first start; prints the settings file of its machine, this once.',
    options: [
      ['--host <host>', 'the name or address that customers connect to'],
      ['--port <port>', `control port (${usualFtpPort})`],
      ['--ftps-port <port>', 'control port that speaks TLS from the first byte'],
    ],
    examples: ['server add web-07 --host ftp7.host.example'],
    run: async (asked) => {
      const panel = await asked.panel();
      const wish = await panel.checked(NewServer, {
        name: asked.word(0),
        host: asked.text('host'),
        ftpPort: asked.number('port') ?? usualFtpPort,
        ftpsPort: asked.number('ftpsPort'),
      });
      const server = await panel.get(ServerFleetService).add(panel.actor, wish);
      return { json: server, text: howToStart(server) };
    },
  },
  {
    usage: 'remove <server>',
    does: 'Remove a server on which no web root lies, with its policies and records.',
    options: [yesOption],
    examples: ['server remove web-07 --yes'],
    run: async (asked) => {
      const panel = await asked.panel();
      const server = await panel.get(ServersService).get(panel.actor, await panel.idOf('server', asked.word(0)));
      const removal = await panel.get(ServerFleetService).removal(panel.actor, server.id);
      await asked.agreeTo(
        `The server ${server.name} would be removed, with its policies, sessions and transfers.${movedAway(removal)}`,
      );
      await panel.get(ServerFleetService).remove(panel.actor, server.id);
      return { json: server, text: `${server.name} is removed.${movedAway(removal)}` };
    },
  },
];

/** What nobody says any more once the server is gone. */
function movedAway({ movedSites, movedToldUntil }: ServerRemoval): string {
  if (movedToldUntil === null) return '';
  const sites = movedSites === 1 ? '1 site that was' : `${movedSites} sites that were`;
  return `\nUntil ${movedToldUntil} it was to tell the programs of ${sites} moved away the new address; nobody else does.`;
}

export const policyVerbs: VerbGroup = {
  name: 'policy',
  does: 'which data connection modes a server allows',
  verbs: [
    {
      usage: 'show <server>',
      does: 'Show the newest policy of a server, and whether it is in force.',
      examples: ['server policy show web-01'],
      run: async (asked) => {
        const panel = await asked.panel();
        const id = await panel.idOf('server', asked.word(0));
        return answer(await panel.get(PoliciesService).current(panel.actor, id));
      },
    },
    {
      usage: 'set <server>',
      does: 'Write the next policy of a server; what is left out stays. It is in force within a second.',
      options: [
        ['--preset <preset>', 'active-and-passive, active-only or passive-only'],
        ['--tls <rule>', 'off, allowed, required-login or required-data'],
        ['--tls-oldest <version>', 'TLSv1.2 or TLSv1.3'],
        ['--passive <range>', 'passive ports, such as 30000-30199'],
        ['--public-ipv4 <address>', 'what PASV answers, an address or a host name; none for the local one'],
        ['--hidden-names <patterns...>', 'names that no login sees, such as .git; none for none'],
        ['--refused-names <patterns...>', 'names that no login may make, such as "*.exe"; none for none'],
        ['--note <text>', 'why, for whoever reads the history'],
        ['--for <minutes>', 'only try it: the version before comes back unless this one is confirmed'],
      ],
      examples: ['server policy set web-01 --preset passive-only --passive 30000-30999 --for 10'],
      run: setPolicy,
    },
  ],
};

async function setPolicy(asked: Asked): Promise<Answer> {
  const panel = await asked.panel();
  const service = panel.get(PoliciesService);
  const serverId = await panel.idOf('server', asked.word(0));
  const { version } = await service.current(panel.actor, serverId);
  const minutes = asked.number('for');
  const draft = await panel.checked(PolicyDraft, {
    preset: asked.text('preset'),
    tls: asked.text('tls'),
    tlsMinimumVersion: asked.text('tlsOldest'),
    ...rangeIn(asked.text('passive')),
    publicIpv4: asked.text('publicIpv4') === 'none' ? null : asked.text('publicIpv4'),
    hiddenNames: patternsIn(asked.list('hiddenNames')),
    refusedNames: patternsIn(asked.list('refusedNames')),
    note: asked.text('note'),
    trial: minutes === undefined ? undefined : { forMs: Number(minutes) * 60_000 },
  });
  return answer(await service.write(panel.actor, serverId, { ...draft, seen: [version] }));
}

function rangeIn(written: string | undefined): { passiveFirstPort?: number; passiveLastPort?: number } {
  if (written === undefined) return {};
  const [, first, last] = /^(\d+)-(\d+)$/.exec(written) ?? [];
  if (first === undefined || last === undefined)
    throw new UsageError('--passive: write two ports, such as 30000-30199.');
  return { passiveFirstPort: Number(first), passiveLastPort: Number(last) };
}

const patternsIn = (written: string[] | undefined) => (written?.join() === 'none' ? [] : written);

function howToStart({ name, environment, sql, warning }: AddedServer): string {
  const first = sql === null ? [] : ['Let the owner of the database run:', '', sql];
  const note = warning === null ? [] : ['', warning];
  return [
    ...first,
    `Save this on ${name}, readable by root alone, and start Portside there with it:`,
    '',
    environment.trimEnd(),
    ...note,
  ].join('\n');
}

function tableOf(servers: readonly Server[]): string {
  const rows = servers.map(({ name, host, ftpPort, state, policy, inForce, openSessions }) => {
    return [name, `${host}:${ftpPort}`, state, policy.preset, inForce ? 'yes' : 'no', openSessions];
  });
  return asTable(['name', 'address', 'state', 'policy', 'in force', 'sessions'], rows, 'There is no server yet.');
}

function answer(policy: Policy): Answer {
  const facts = [
    ['Version', policy.version],
    ['Modes', policy.preset ?? policy.verbs],
    ['TLS', policy.tls],
    ['Oldest TLS', policy.tlsMinimumVersion],
    ['Passive ports', `${policy.passiveFirstPort}-${policy.passiveLastPort}`],
    ['PASV answers', policy.publicIpv4 ?? 'the address that the client reached'],
    ['Hidden names', policy.hiddenNames],
    ['Refused names', policy.refusedNames],
    ['Tried until', policy.trial?.expiresAt],
    ['In force', policy.inForce.sentence],
    ['Note', policy.note],
    ...policy.warnings.map((warning) => ['Warning', warning] as const),
  ] as const;
  return { json: policy, text: asFacts(facts) };
}
