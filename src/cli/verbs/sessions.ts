// portside session ...: FTP sessions.
import { SessionsService } from '../../sessions/sessions.service.js';
import { SessionQuery } from '../../sessions/sessions.dto.js';
import { asTable } from '../layout.js';
import { pageOptions, type Verb } from '../verb.js';

export const sessionVerbs: readonly Verb[] = [
  {
    usage: 'list',
    does: 'List FTP sessions, newest first; those that are open unless --closed.',
    options: [
      ['--closed', 'those that have ended'],
      ['--account <login>', 'those of this FTP account'],
      ['--customer <customer>', 'those of this customer'],
      ['--server <server>', 'those on this server'],
      ...pageOptions,
    ],
    examples: ['session list', 'session list --account designer@shop.example --closed --limit 5'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(SessionQuery, {
        state: asked.has('closed') ? 'closed' : 'open',
        accountId: await panel.idIfGiven('account', asked.text('account')),
        customerId: await panel.idIfGiven('customer', asked.text('customer')),
        serverId: await panel.idIfGiven('server', asked.text('server')),
        ...asked.page(),
      });
      const page = await panel.get(SessionsService).list(panel.actor, query);
      const rows = page.items.map((session) => {
        const { id, login, clientAddress, server, openedAt, transfer, endReason } = session;
        return [id, login, clientAddress, server.name, openedAt, endReason ?? transfer?.path];
      });
      const heads = ['id', 'login', 'client', 'server', 'opened', 'doing'];
      return { json: page, text: asTable(heads, rows, 'No session fits.') };
    },
  },
  {
    usage: 'kill <session>',
    does: 'End an open FTP session, by its id.',
    examples: ['session kill 0198c0de-1f7e-7c3a-9b1e-6a6f5b0d7c11'],
    run: async (asked) => {
      const panel = await asked.panel();
      const service = panel.get(SessionsService);
      const session = await service.get(panel.actor, await panel.idOf('session', asked.word(0)));
      await service.end(panel.actor, session.id);
      const whose = session.login ?? session.clientAddress;
      return { json: session, text: `The session of ${whose} on ${session.server.name} has ended.` };
    },
  },
];
