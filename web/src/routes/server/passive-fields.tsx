// The passive range, and the address that PASV tells clients: everybody, or those of single networks.
import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { RemoveButton } from './network-rules.js';
import type { PolicyValues } from './policy-form.js';

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
export function PublicAddress({ form }: FieldsProps) {
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
        <Overrides form={form} />
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
