// Usage day by day: disk as a line, what moved as bars, both as one table and as CSV.
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Usage } from '../../api/types.js';
import {
  usageCsv,
  usageDaysQuery,
  type UsageOver,
  type UsagePeriod,
  usagePeriods,
  usageQuery,
} from '../../api/usage.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../fetched.js';
import { Section } from '../page.js';
import { saveFile } from '../save-file.js';
import { FormProblem } from '../state.js';
import { useAct } from '../use-submit.js';
import { UsageCharts } from './usage-charts.js';

interface UsageOverTimeProps {
  /** For staff; a customer's own is left out. */
  readonly customerId?: string;
  readonly period: UsagePeriod;
  /** A website or an FTP account; undefined for everything. */
  readonly of: string | undefined;
  readonly onChange: (change: { period?: UsagePeriod; of?: string | undefined }) => void;
}

/** The section, with what can be chosen. */
export function UsageOverTime({ customerId, period, of, onChange }: UsageOverTimeProps) {
  const usage = useQuery(usageQuery(customerId)).data;
  const over: UsageOver = { customerId, period, ...subjectOf(usage, of) };
  const query = useQuery({ ...usageDaysQuery(over), enabled: usage !== undefined });
  const { busy, problem, run } = useAct();
  const save = () => run(async () => saveFile('usage.csv', await usageCsv(over), 'text/csv'));
  return (
    <Section
      title={t('usage.overTime')}
      aside={
        <button type="button" className="text-button" disabled={busy || usage === undefined} onClick={save}>
          {t('usage.csv')}
        </button>
      }
    >
      <FormProblem problem={problem} />
      <div className="tools">
        <NativeSelect
          aria-label={t('usage.period')}
          value={period}
          data={usagePeriods.map((value) => ({ value, label: t(`usage.periods.${value}`) }))}
          onChange={(event) => {
            const picked = usagePeriods.find((entry) => entry === event.currentTarget.value);
            if (picked) onChange({ period: picked });
          }}
        />
        {usage && <Whose usage={usage} of={of} onChange={(picked) => onChange({ of: picked })} />}
      </div>
      <Fetched query={query} what={t('usage.overTime')}>
        {(days) => <UsageCharts days={days} limit={usage && limitOf(usage, of)} />}
      </Fetched>
    </Section>
  );
}

function subjectOf(usage: Usage | undefined, of: string | undefined): Pick<UsageOver, 'webRootId' | 'accountId'> {
  if (usage?.webRoots.some(({ id }) => id === of)) return { webRootId: of };
  return usage?.accounts.some(({ id }) => id === of) ? { accountId: of } : {};
}

/** The plan's for everything, an FTP account's own for it; nothing bounds a website by itself. */
function limitOf({ total, accounts, webRoots }: Usage, of: string | undefined) {
  const account = accounts.find(({ id }) => id === of);
  const website = webRoots.some(({ id }) => id === of);
  const bytes = account ? account.quotaBytes : website ? null : total.quotaBytes;
  return bytes === null ? undefined : ({ bytes, of: account ? 'account' : 'plan' } as const);
}

interface WhoseProps {
  readonly usage: Usage;
  readonly of: string | undefined;
  readonly onChange: (of: string | undefined) => void;
}

function Whose({ usage: { webRoots, accounts }, of, onChange }: WhoseProps) {
  return (
    <NativeSelect
      className="narrow-choice"
      aria-label={t('usage.whose')}
      value={of ?? ''}
      data={[
        { value: '', label: t('usage.all') },
        { group: t('usage.websites'), items: webRoots.map(({ id, domain }) => ({ value: id, label: domain })) },
        { group: t('usage.accounts'), items: accounts.map(({ id, login }) => ({ value: id, label: login })) },
      ]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
