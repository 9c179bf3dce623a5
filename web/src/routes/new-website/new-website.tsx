// Registers a web root; its server looks at the folder before anything is saved.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { customerQuery } from '../../api/customers.js';
import { serversQuery } from '../../api/servers.js';
import type { Customer, Server } from '../../api/types.js';
import { createWebRoot } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Failed, rowsOf } from '../../parts/list.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { Back, PageHead } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { SystemIds, systemIdRules } from '../../parts/system-ids.js';
import { useSubmit } from '../../parts/use-submit.js';

const route = getRouteApi('/inside/customers/$customerId/websites/new');

/** The screen. */
export function NewWebsite() {
  const { customerId } = route.useParams();
  return (
    <FetchedPage query={useQuery(customerQuery(customerId))} what={t('websites.caption')}>
      {(customer) => <Loaded customer={customer} />}
    </FetchedPage>
  );
}

function Loaded({ customer: { id: customerId, name } }: { customer: Customer }) {
  const servers = useInfiniteQuery(serversQuery());
  const rows = rowsOf(servers);
  return (
    <>
      <PageHead
        title={t('websiteNew.title', { customer: name })}
        back={
          <Back to="/customers/$customerId" params={{ customerId }}>
            {name}
          </Back>
        }
      />
      {servers.isError && <Failed thrown={servers.error} retry={() => void servers.refetch()} />}
      {servers.isPending && <p role="status">{t('list.loading', { what: t('servers.title') })}</p>}
      {servers.isSuccess && rows.length === 0 && (
        <div className="empty">
          <Empty title={t('servers.emptyTitle')} text={t('servers.empty')} />
        </div>
      )}
      {rows.length > 0 && <NewWebsiteForm customerId={customerId} servers={rows} />}
    </>
  );
}

function NewWebsiteForm({ customerId, servers }: { customerId: string; servers: readonly Server[] }) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { domain: '', serverId: servers[0]?.id ?? '', path: '', systemUid: '', systemGid: '' },
    validate: {
      domain: (domain) => (/^[^\s@/]+$/.test(domain.trim()) ? null : t('websiteNew.domainMissing')),
      path: (path) => (path.startsWith('/') ? null : t('websiteNew.pathMissing')),
      ...systemIdRules,
    },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ domain, serverId, path, systemUid, systemGid }) => {
    await createWebRoot({
      customerId,
      serverId,
      domain: domain.trim().toLowerCase(),
      path: path.trim(),
      systemUid: Number(systemUid),
      systemGid: Number(systemGid),
    });
    await navigate({ to: '/customers/$customerId', params: { customerId } });
  });
  useUnsent(form.isDirty() && !busy);
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput
        {...form.getInputProps('domain')}
        className="mono-field"
        label={t('websiteNew.domain')}
        description={t('websiteNew.domainHint')}
        autoCapitalize="none"
        spellCheck={false}
      />
      <NativeSelect
        {...form.getInputProps('serverId')}
        label={t('websiteNew.server')}
        data={servers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        {...form.getInputProps('path')}
        className="mono-field"
        label={t('websiteNew.path')}
        description={t('websiteNew.pathHint')}
        autoCapitalize="none"
        spellCheck={false}
      />
      <SystemIds form={form} />
      <div className="form-foot">
        <Button type="submit" loading={busy}>
          {t('websiteNew.submit')}
        </Button>
      </div>
    </form>
  );
}
