// The three modes as large radios, each with its picture and one sentence of consequence.
import type { UseFormReturnType } from '@mantine/form';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ModePicture } from '../../parts/mode-picture.js';
import { allowedVerbs, presets, sourcePortOf, type PolicyValues } from './policy-form.js';

interface ChoiceProps {
  readonly form: UseFormReturnType<PolicyValues>;
  readonly policy: Policy;
  readonly server: Server;
}

/** The radio group. */
export function ModeChoice({ form, policy, server }: ChoiceProps) {
  const values = form.getValues();
  return (
    <>
      {policy.preset === null && (
        <p className="quiet">{t('policy.customNow', { verbs: allowedVerbs(policy.verbs).join(', ') })}</p>
      )}
      <div className="modes" role="radiogroup" aria-label={t('policy.modeLegend')}>
        {presets.map((preset) => (
          <label key={preset} className="mode">
            <span className="mode-name">
              <input
                type="radio"
                name="preset"
                value={preset}
                aria-label={t(`preset.${preset}`)}
                aria-describedby={`consequence-${preset}`}
                checked={values.preset === preset}
                onChange={() => form.setFieldValue('preset', preset)}
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
    </>
  );
}
