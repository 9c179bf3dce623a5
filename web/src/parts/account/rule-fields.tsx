// The settings of an FTP account that few change: speed, number of files, names, how uploads are written. They are folded
// away until somebody wants them.
import { Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes } from '../format.js';
import { Icon } from '../icons.js';
import type { LimitValues } from './limits-form.js';
import { planned, useOwnPlan } from './own-plan.js';

interface RuleFieldsProps {
  readonly form: UseFormReturnType<LimitValues>;
  /** Left out for one that is yet to be made. */
  readonly account?: Account;
}

interface FoldProps {
  readonly title: string;
  readonly form: UseFormReturnType<LimitValues>;
  readonly children: ReactNode;
}

/** Folds fields away; opens by itself where one of them must be corrected. */
export function Fold({ title, form, children }: FoldProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const wrong = details.current?.querySelector('[aria-invalid="true"], .field-problem');
    if (wrong) details.current?.setAttribute('open', '');
  }, [form.errors]);
  return (
    <details className="more-fields" ref={details}>
      <summary>
        <Icon name="chevron" size={14} />
        {title}
      </summary>
      <div className="form">{children}</div>
    </details>
  );
}

/** What holds where the field is empty. */
function whenEmpty(inForce: Account['downBandwidth'] | undefined): string {
  if (inForce === null) return t('limits.speedFree');
  if (inForce?.from !== 'plan') return t('limits.speedOfPlan');
  return t('limits.speedGiven', { speed: `${formatBytes(inForce.bytesPerSecond)}/s` });
}

/** Speed, number of files, hidden and refused names, uploads. */
export function RuleFields({ form, account }: RuleFieldsProps) {
  return (
    <>
      <SpeedFields form={form} {...(account && { account })} />
      <NameFields form={form} />
    </>
  );
}

/** Speed and number of files. */
export function SpeedFields({ form, account }: RuleFieldsProps) {
  const plan = useOwnPlan();
  const hintOf = (way: 'down' | 'up') =>
    `${t(`limits.${way}Hint`)} ${whenEmpty(way === 'down' ? account?.downBandwidth : account?.upBandwidth)}`;
  return (
    <>
      <div className="pair">
        <TextInput
          {...form.getInputProps('bandwidthDownBytes')}
          label={t('limits.down')}
          {...planned(plan, form, { field: 'bandwidthDownBytes', hint: hintOf('down') })}
        />
        <TextInput
          {...form.getInputProps('bandwidthUpBytes')}
          label={t('limits.up')}
          {...planned(plan, form, { field: 'bandwidthUpBytes', hint: hintOf('up') })}
        />
      </div>
      <TextInput
        {...form.getInputProps('quotaFiles')}
        label={t('limits.files')}
        {...planned(plan, form, { field: 'quotaFiles', hint: t('limits.filesHint') })}
        inputMode="numeric"
      />
    </>
  );
}

/** Hidden and refused names, and how uploads are written. */
export function NameFields({ form }: Pick<RuleFieldsProps, 'form'>) {
  return (
    <>
      <Names form={form} field="hiddenNames" />
      <Names form={form} field="refusedNames" />
      <p className="hint">{t('limits.patterns')}</p>
      <Radio.Group {...form.getInputProps('uploadMode')} label={t('limits.uploads')}>
        <div className="choices">
          {(['staged', 'direct'] as const).map((mode) => (
            <Radio key={mode} value={mode} label={t(`limits.${mode}`)} description={t(`limits.${mode}Hint`)} />
          ))}
        </div>
      </Radio.Group>
      <Checkbox
        {...form.getInputProps('onlyOwnFiles', { type: 'checkbox' })}
        label={t('limits.ownFiles')}
        description={t('limits.ownFilesHint')}
      />
    </>
  );
}

function Names({ form, field }: Pick<RuleFieldsProps, 'form'> & { field: 'hiddenNames' | 'refusedNames' }) {
  return (
    <Textarea
      {...form.getInputProps(field)}
      className="mono-field"
      label={t(`limits.${field}`)}
      description={t(`limits.${field}Hint`)}
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      autoCapitalize="none"
    />
  );
}
