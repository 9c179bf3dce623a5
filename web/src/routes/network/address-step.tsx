// Step 1: what the server finds on its machine, whether that is behind NAT, and the address that clients are told.
import { Button } from '@mantine/core';
import type { PolicyPreview, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Table, type Column } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { Notice, Said } from '../../parts/state.js';
import { isHostName } from '../../parts/addresses.js';
import { PublicAddress } from '../server/passive-fields.js';
import type { PolicyEdit } from '../server/use-policy-draft.js';

type Addressing = PolicyPreview['addressing'];
type Found = Addressing['interfaces'][number];

/** The step. */
export function AddressStep({ edit, server }: { edit: PolicyEdit; server: Server }) {
  const { form, base, preview } = edit;
  const addressing = preview.data?.addressing;
  return (
    <>
      <Section title={t('network.machine')}>
        {addressing ? <Machine addressing={addressing} /> : <p className="quiet">{t('policy.counting')}</p>}
        <UseHost edit={edit} host={server.host} />
      </Section>
      <PublicAddress form={form} policy={base} />
    </>
  );
}

const columns: readonly Column<Found>[] = [
  { head: t('network.address'), place: 'title', cell: ({ address }) => <span className="mono">{address}</span> },
  { head: t('network.interface'), place: 'side', cell: ({ interface: name }) => <span className="mono">{name}</span> },
];

function Machine({ addressing }: { addressing: Addressing }) {
  const { fine, interfaces, sentence, situation } = addressing;
  return (
    <div className="machine">
      <Notice tone={fine ? 'data' : 'refusal'}>
        <p role="status">
          <strong>{t(`network.situation.${situation}`)}.</strong> <Said>{sentence}</Said>
        </p>
      </Notice>
      {interfaces.length > 0 && (
        <Table
          caption={t('network.machine')}
          columns={columns}
          keyOf={({ interface: name, address }) => `${name} ${address}`}
          rows={interfaces}
        />
      )}
    </div>
  );
}

/** The name that customers connect to is as a rule the public one. */
function UseHost({ edit: { form }, host }: { edit: PolicyEdit; host: string }) {
  if (!isHostName(host) || form.getValues().publicIpv4.trim() === host) return null;
  return (
    <p className="use-host">
      <Button variant="default" onClick={() => form.setFieldValue('publicIpv4', host)}>
        {t('network.use', { address: host })}
      </Button>
      <span className="hint">{t('network.useHint', { address: host })}</span>
    </p>
  );
}
