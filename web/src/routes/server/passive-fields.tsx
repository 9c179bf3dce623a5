// The passive range, the address that clients are told (everybody, or those of single networks), and from where the
// connection may come.
import { Button, Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Policy } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatSinceExactly } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { RemoveButton } from './network-rules.js';
import { peerChecks, type PolicyValues } from './policy-form.js';

interface FieldsProps {
  readonly form: UseFormReturnType<PolicyValues>;
}

/** First and last port. */
export function PassiveRange({ form }: FieldsProps) {
  const { passiveFirstPort, passiveLastPort } = form.getValues();
  const count = Number(passiveLastPort) - Number(passiveFirstPort) + 1;
  return (
    <Section title={t('policy.range')}>
      <div className="form">
        <div>
          <div className="pair">
            <TextInput
              {...form.getInputProps('passiveFirstPort')}
              className="mono-field"
              label={t('policy.first')}
              inputMode="numeric"
            />
            <TextInput
              {...form.getInputProps('passiveLastPort')}
              className="mono-field"
              label={t('policy.last')}
              inputMode="numeric"
            />
          </div>
          {count > 0 && <p className="hint">{t('policy.rangeHint', { count })}</p>}
        </div>
      </div>
    </Section>
  );
}

/** The public address, and who is told another one. */
export function PublicAddress({ form, policy }: FieldsProps & { policy: Policy }) {
  return (
    <Section title={t('policy.addresses')}>
      <div className="form">
        <TextInput
          {...form.getInputProps('publicIpv4')}
          className="mono-field"
          label={t('policy.address')}
          description={t('policy.addressHint')}
          spellCheck={false}
        />
        <TextInput
          {...form.getInputProps('publicIpv6')}
          className="mono-field"
          label={t('policy.addressSix')}
          description={t('policy.addressSixHint')}
          spellCheck={false}
        />
        <LookedUp policy={policy} />
        <Checkbox
          {...form.getInputProps('localForPrivatePeers', { type: 'checkbox' })}
          label={t('policy.localForPrivatePeers')}
          description={t('policy.localForPrivatePeersHint')}
        />
        <Overrides form={form} />
      </div>
    </Section>
  );
}

/** What stands behind the host names of the policy in force, as one process found it. */
function LookedUp({ policy }: { policy: Policy }) {
  const [first] = policy.inForce.processes.filter(({ up, publicAddresses }) => up && publicAddresses.length > 0);
  const found = first?.publicAddresses ?? [];
  return found.map(({ family, host, address, resolvedAt }) => (
    <p className="hint" key={family}>
      {address && resolvedAt
        ? t('policy.lookedUp', { host, address, time: formatSinceExactly(resolvedAt) })
        : t('policy.notLookedUp', { host })}
    </p>
  ));
}

/** From where a passive data connection may come besides the client's own address. */
export function PeerFields({ form }: FieldsProps) {
  return (
    <Section title={t('policy.peers')}>
      <div className="form">
        <Radio.Group {...form.getInputProps('peerCheck')} aria-label={t('policy.peers')}>
          <div className="choices">
            {peerChecks.map((check) => (
              <Radio
                key={check}
                value={check}
                label={t(`policy.peerChecks.${check}`)}
                description={t(`policy.peerHints.${check}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {form.getValues().peerCheck === 'list' && (
          <Textarea
            {...form.getInputProps('peerNetworks')}
            className="mono-field"
            label={t('policy.peerNetworks')}
            description={t('policy.peerNetworksHint')}
            autosize
            minRows={2}
            spellCheck={false}
          />
        )}
      </div>
    </Section>
  );
}

function Overrides({ form }: FieldsProps) {
  const { addressOverrides } = form.getValues();
  return (
    <div>
      {addressOverrides.length > 0 && (
        <ul className="rules">
          {addressOverrides.map(({ network }, index) => (
            <li key={index} className="rule two">
              <TextInput
                {...form.getInputProps(`addressOverrides.${index}.network`)}
                className="mono-field"
                label={t('policy.overrideFor')}
                placeholder="10.0.0.0/8"
                spellCheck={false}
              />
              <TextInput
                {...form.getInputProps(`addressOverrides.${index}.ipv4`)}
                className="mono-field"
                label={t('policy.overrideTo')}
                placeholder={t('policy.overrideDialled')}
                spellCheck={false}
              />
              <RemoveButton
                of={network || t('policy.thisNetwork')}
                remove={() => form.removeListItem('addressOverrides', index)}
              />
            </li>
          ))}
        </ul>
      )}
      {form.errors['addressOverrides'] && (
        <p className="field-problem" role="alert">
          {form.errors['addressOverrides']}
        </p>
      )}
      <Button
        variant="default"
        className="add"
        onClick={() => form.insertListItem('addressOverrides', { network: '', ipv4: '' })}
      >
        {t('policy.addOverride')}
      </Button>
    </div>
  );
}
