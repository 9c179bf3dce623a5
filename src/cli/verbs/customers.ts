// portside customer ...: customers.
import { CustomersService } from '../../customers/customers.service.js';
import { type Customer, CustomerQuery, NewCustomer, Suspension } from '../../customers/customers.dto.js';
import { UsageError } from '../exit-codes.js';
import { asFacts, asTable } from '../layout.js';
import { type Answer, type Asked, pageOptions, passwordOptions, type Verb, yesOption } from '../verb.js';

export const customerVerbs: readonly Verb[] = [
  {
    usage: 'add <name>',
    does: 'Make a customer, with a panel login where an e-mail address is given.',
    options: [
      ['--plan <plan>', 'left out, the oldest plan'],
      ['--ref <reference>', 'what your billing calls the customer'],
      ['--email <address>', 'panel login of the customer'],
      ...passwordOptions,
    ],
    examples: ['customer add "Anna Weber" --plan Standard --ref 1042 --email anna@shop.example'],
    run: addCustomer,
  },
  {
    usage: 'list',
    does: 'List customers, newest first.',
    options: [['--search <text>', 'part of the name or the reference'], ...pageOptions],
    examples: ['customer list', 'customer list --search weber --json'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(CustomerQuery, { search: asked.text('search'), ...asked.page() });
      const page = await panel.get(CustomersService).list(panel.actor, query);
      const rows = page.items.map(({ name, externalRef, plan, status, webRootCount, accountCount, usedBytes }) => {
        return [name, externalRef, plan.name, status, webRootCount, accountCount, usedBytes];
      });
      const heads = ['name', 'reference', 'plan', 'status', 'web roots', 'accounts', 'used bytes'];
      return { json: page, text: asTable(heads, rows, 'No customer fits.') };
    },
  },
  {
    usage: 'show <customer>',
    does: 'Show one customer, by name, reference or id.',
    examples: ['customer show "Anna Weber"'],
    run: async (asked) => answer(await find(asked)),
  },
  {
    usage: 'suspend <customer>',
    does: 'Refuse every FTP login of a customer and end their sessions.',
    options: [['--reason <text>', 'what the customer reads']],
    examples: ['customer suspend 1042 --reason "Unpaid since March."'],
    run: async (asked) => {
      const panel = await asked.panel();
      const { reason } = await panel.checked(Suspension, { reason: asked.text('reason') });
      const { id } = await find(asked);
      return answer(await panel.get(CustomersService).suspend(panel.actor, id, reason));
    },
  },
  {
    usage: 'unsuspend <customer>',
    does: "Let a customer's FTP accounts log in again, as each was before.",
    examples: ['customer unsuspend 1042'],
    run: async (asked) => {
      const panel = await asked.panel();
      const { id } = await find(asked);
      return answer(await panel.get(CustomersService).unsuspend(panel.actor, id));
    },
  },
  {
    usage: 'plan <customer> <plan>',
    does: 'Give a customer another plan.',
    examples: ['customer plan 1042 Large'],
    run: async (asked) => {
      const panel = await asked.panel();
      const { id } = await find(asked);
      const planId = await panel.idOf('plan', asked.word(1));
      return answer(await panel.get(CustomersService).change(panel.actor, id, { planId }));
    },
  },
  {
    usage: 'rm <customer>',
    does: 'Delete a customer who has no web root, with their panel logins.',
    options: [yesOption],
    examples: ['customer rm 1042 --yes'],
    run: async (asked) => {
      const customer = await find(asked);
      await asked.agreeTo(`The customer ${customer.name} would be deleted, with their panel logins.`);
      const panel = await asked.panel();
      await panel.get(CustomersService).delete(panel.actor, customer.id);
      return { json: customer, text: `${customer.name} is deleted.` };
    },
  },
];

async function addCustomer(asked: Asked): Promise<Answer> {
  const email = asked.text('email');
  if (email === undefined && asked.has('passwordStdin')) {
    throw new UsageError('--password-stdin: name the panel login with --email as well.');
  }
  const chosen = email === undefined ? undefined : await asked.password();
  const panel = await asked.panel();
  const wish = await panel.checked(NewCustomer, {
    name: asked.word(0),
    planId: await panel.idIfGiven('plan', asked.text('plan')),
    externalRef: asked.text('ref'),
    panelUser: chosen === undefined ? undefined : { email, password: chosen.password },
  });
  const customer = await panel.get(CustomersService).create(panel.actor, wish);
  if (chosen?.made !== true) return answer(customer);
  return {
    json: { ...customer, panelUser: { email, password: chosen.password } },
    text: asFacts([...facts(customer), ['Panel login', email], ['Password', `${chosen.password} (shown once)`]]),
  };
}

async function find(asked: Asked): Promise<Customer> {
  const panel = await asked.panel();
  return panel.get(CustomersService).get(panel.actor, await panel.idOf('customer', asked.word(0)));
}

const answer = (customer: Customer): Answer => ({ json: customer, text: asFacts(facts(customer)) });

function facts(customer: Customer) {
  return [
    ['Name', customer.name],
    ['Reference', customer.externalRef],
    ['Plan', customer.plan.name],
    ['Status', customer.status],
    ['Suspended because', customer.suspendedReason],
    ['Web roots', customer.webRootCount],
    ['FTP accounts', customer.accountCount],
    ['Used bytes', customer.usedBytes],
  ] as const;
}
