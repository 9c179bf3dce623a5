// The three modes as large radios, each with its picture and one sentence of consequence; beneath, the four verbs one by
// one for whom no preset fits.
import { Checkbox, NativeSelect } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { Server, Verb } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { ModePicture } from '../../parts/mode-picture.js';
import { presetNames, presetOf, presets, verbs } from '../../parts/modes/verbs.js';
import { sourcePortOf, type PolicyValues } from './policy-form.js';

interface ChoiceProps {
  readonly form: UseFormReturnType<PolicyValues>;
  readonly server: Server;
}

/** The radio group, and the verbs beneath. */
export function ModeChoice({ form, server }: ChoiceProps) {
  const values = form.getValues();
  const chosen = presetOf(values.verbs);
  return (
    <>
      <div className="modes" role="radiogroup" aria-label={t('policy.modeLegend')}>
        {presetNames.map((preset) => (
          <label key={preset} className="mode">
            <span className="mode-name">
              <input
                type="radio"
                name="preset"
                value={preset}
                aria-label={t(`preset.${preset}`)}
                aria-describedby={`consequence-${preset}`}
                checked={chosen === preset}
                onChange={() => form.setFieldValue('verbs', presets[preset])}
              />
              {t(`preset.${preset}`)}
            </span>
            <ModePicture
              preset={preset}
              controlPort={server.ftpPort}
              range={`${values.passiveFirstPort}–${values.passiveLastPort}`}
              sourcePort={sourcePortOf(values)}
            />
            <p id={`consequence-${preset}`}>{t(`policy.${preset}`)}</p>
          </label>
        ))}
      </div>
      <OneByOne form={form} open={chosen === null || values.exceptionsAllowed.length > 0} />
      {form.errors['verbs'] && (
        <p className="field-problem" role="alert">
          {form.errors['verbs']}
        </p>
      )}
    </>
  );
}

function OneByOne({ form, open }: Pick<ChoiceProps, 'form'> & { open: boolean }) {
  // Only at first: it shall not close under the hand of whoever sets the verbs.
  const [openAtFirst] = useState(open);
  return (
    <details className="more-fields" open={openAtFirst}>
      <summary>
        <Icon name="chevron" size={12} />
        {t('policy.oneByOne')}
      </summary>
      <div className="verbs">
        {verbs.map((verb) => (
          <OneVerb key={verb} verb={verb} form={form} />
        ))}
      </div>
      <p className="hint">{t('policy.exceptionsHint')}</p>
    </details>
  );
}

function OneVerb({ verb, form }: Pick<ChoiceProps, 'form'> & { verb: Verb }) {
  const { verbs: rules, exceptionsAllowed } = form.getValues();
  const denied = rules[verb] === 'deny';
  const except = (allowed: boolean) => {
    const names = verbs.filter((name) => (name === verb ? allowed : exceptionsAllowed.includes(name)));
    form.setFieldValue('exceptionsAllowed', names);
  };
  return (
    <div className="verb">
      <NativeSelect
        label={verb}
        description={t(`policy.verbs.${verb}`)}
        className={denied ? 'denied' : undefined}
        value={rules[verb]}
        data={(['allow', 'deny'] as const).map((rule) => ({ value: rule, label: t(`modes.${rule}`) }))}
        onChange={(event) =>
          form.setFieldValue('verbs', { ...rules, [verb]: event.currentTarget.value === 'deny' ? 'deny' : 'allow' })
        }
      />
      <Checkbox
        label={t('policy.exceptionsAllowed')}
        aria-label={t('policy.exceptionsAllowedOf', { verb })}
        checked={exceptionsAllowed.includes(verb)}
        disabled={!denied && !exceptionsAllowed.includes(verb)}
        onChange={(event) => except(event.currentTarget.checked)}
      />
    </div>
  );
}
