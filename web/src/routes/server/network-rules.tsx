// What the policy says about the clients of single networks: a row each.
import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { ClearText } from '../../parts/modes/clear-text.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { Section } from '../../parts/page.js';
import type { PolicyValues } from './policy-form.js';

interface RowsProps {
  readonly form: UseFormReturnType<PolicyValues>;
}

const nothingSaid = { PORT: 'inherit', EPRT: 'inherit', PASV: 'inherit', EPSV: 'inherit' } as const;

/** The rows, and the button that adds one. */
export function NetworkRules({ form }: RowsProps) {
  const rules = form.getValues().networkRules;
  const add = () => form.insertListItem('networkRules', { network: '', verbs: nothingSaid, clearText: false });
  return (
    <Section title={t('policy.networks')}>
      <p className="hint">{t('policy.networksHint')}</p>
      {rules.length === 0 ? (
        <p className="quiet">{t('policy.noNetworks')}</p>
      ) : (
        <ul className="rules">
          {rules.map((_rule, index) => (
            <NetworkRule key={index} form={form} index={index} />
          ))}
        </ul>
      )}
      {form.errors['networkRules'] && (
        <p className="field-problem" role="alert">
          {form.errors['networkRules']}
        </p>
      )}
      <Button variant="default" className="add" onClick={add}>
        {t('policy.addNetwork')}
      </Button>
    </Section>
  );
}

function NetworkRule({ form, index }: RowsProps & { index: number }) {
  const rule = form.getValues().networkRules[index];
  if (!rule) return null;
  const of = rule.network || t('policy.thisNetwork');
  return (
    <li className="rule">
      <TextInput
        {...form.getInputProps(`networkRules.${index}.network`)}
        className="mono-field"
        label={t('policy.network')}
        placeholder="10.0.0.0/8"
        spellCheck={false}
      />
      <WishFields
        of={of}
        value={rule.verbs}
        onChange={(verbs) => form.setFieldValue(`networkRules.${index}.verbs`, verbs)}
      />
      <RemoveButton of={of} remove={() => form.removeListItem('networkRules', index)} />
      <ClearText
        checked={rule.clearText}
        onChange={(checked) => form.setFieldValue(`networkRules.${index}.clearText`, checked)}
      />
    </li>
  );
}

/** Takes a row away. */
export function RemoveButton({ of, remove }: { of: string; remove: () => void }) {
  const name = t('policy.removeNetwork', { network: of });
  return (
    <button type="button" className="icon-button remove" aria-label={name} title={name} onClick={remove}>
      <Icon name="remove" />
    </button>
  );
}
