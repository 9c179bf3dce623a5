// portside plan ...: plans.
import { PlansService } from '../../customers/plans.service.js';
import { NewPlan, type Plan, PlanQuery } from '../../customers/plans.dto.js';
import { asTable } from '../layout.js';
import { pageOptions, type Verb } from '../verb.js';

export const planVerbs: readonly Verb[] = [
  {
    usage: 'list',
    does: 'List plans, newest first.',
    options: pageOptions,
    examples: ['plan list'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(PlanQuery, asked.page());
      const page = await panel.get(PlansService).list(panel.actor, query);
      return { json: page, text: tableOf(page.items) };
    },
  },
  {
    usage: 'add <name>',
    does: 'Make a plan; a limit that is left out is none.',
    options: [
      ['--max-ftp-accounts <count>', 'FTP accounts of a customer'],
      ['--quota-bytes <bytes>', 'in all web roots together'],
      ['--quota-files <count>', 'files, links and folders together'],
      ['--max-sessions <count>', 'sessions at once'],
      ['--bandwidth-down <bytes>', 'a second on each server, all FTP accounts together'],
      ['--bandwidth-up <bytes>', 'a second on each server, all FTP accounts together'],
    ],
    examples: ['plan add Large --max-ftp-accounts 50 --quota-bytes 100000000000'],
    run: async (asked) => {
      const panel = await asked.panel();
      const wish = await panel.checked(NewPlan, {
        name: asked.word(0),
        maxFtpAccounts: asked.limit('maxFtpAccounts'),
        quotaBytes: asked.limit('quotaBytes'),
        quotaFiles: asked.limit('quotaFiles'),
        maxSessions: asked.limit('maxSessions'),
        bandwidthDownBytes: asked.limit('bandwidthDown'),
        bandwidthUpBytes: asked.limit('bandwidthUp'),
      });
      const plan = await panel.get(PlansService).create(panel.actor, wish);
      return { json: plan, text: tableOf([plan]) };
    },
  },
];

function tableOf(plans: readonly Plan[]): string {
  const rows = plans.map(({ name, maxFtpAccounts, quotaBytes, maxSessions, customerCount }) => {
    return [name, maxFtpAccounts, quotaBytes, maxSessions, customerCount];
  });
  return asTable(['name', 'accounts', 'quota bytes', 'sessions', 'customers'], rows, 'There is no plan yet.');
}
