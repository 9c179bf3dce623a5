// The fields that creating and changing an FTP account share.
import { Radio, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { FolderPicker } from './folder-picker.js';
import { MyAddress } from './my-address.js';
import { namedAccesses, type LimitValues } from './limits-form.js';
import { planned, useOwnPlan } from './own-plan.js';

interface FieldsProps<V extends LimitValues> {
  readonly form: UseFormReturnType<V>;
}

type LimitForm = UseFormReturnType<LimitValues>;

/** A form that holds the limits, seen as one that holds nothing else. */
export function limitsOnly<V extends LimitValues>(form: UseFormReturnType<V>): LimitForm {
  return form as LimitForm;
}

interface FolderFieldProps extends FieldsProps<LimitValues> {
  readonly webRoot: Pick<WebRoot, 'id' | 'domain'> | undefined;
  /** It is only read, so there is nothing to pick. */
  readonly readOnly?: boolean;
}

/** The folder, typed or picked from what is on the server. */
export function FolderField({ form, webRoot, readOnly = false }: FolderFieldProps) {
  const [picking, setPicking] = useState(false);
  return (
    <>
      <TextInput
        {...form.getInputProps('folder')}
        className="mono-field"
        label={t('limits.folder')}
        description={t('limits.folderHint')}
        spellCheck={false}
        autoCapitalize="none"
        rightSectionWidth="auto"
        rightSection={
          !readOnly && (
            <span className="field-tools">
              <button type="button" className="text-button" disabled={!webRoot} onClick={() => setPicking(true)}>
                {t('limits.browse')}
              </button>
            </span>
          )
        }
      />
      {picking && webRoot && (
        <FolderPicker
          webRoot={webRoot}
          start={form.getValues().folder}
          onClose={() => setPicking(false)}
          onPick={(folder) => {
            form.setFieldValue('folder', folder);
            setPicking(false);
          }}
        />
      )}
    </>
  );
}

interface AccessFieldProps extends FieldsProps<LimitValues> {
  readonly rights?: readonly string[];
}

/** Full, read only or upload only; a set made through the API shows as custom until another is picked. */
export function AccessField({ form, rights }: AccessFieldProps) {
  const custom = rights && form.getInitialValues().access === 'custom';
  return (
    <Radio.Group {...form.getInputProps('access')} label={t('access.label')}>
      <div className="choices">
        {namedAccesses.map((access) => (
          <Radio key={access} value={access} label={t(`access.${access}`)} description={t(`access.${access}Hint`)} />
        ))}
        {custom && (
          <Radio
            value="custom"
            label={t('access.custom')}
            description={t('access.customHint', { rights: rights.join(', ') })}
          />
        )}
      </div>
    </Radio.Group>
  );
}

/** Quota, sessions, networks, expiry and note. */
export function LimitFields({ form }: FieldsProps<LimitValues>) {
  return (
    <>
      <BoundFields form={form} />
      <NoteField form={form} />
    </>
  );
}

/** For whoever made the account. */
export function NoteField({ form }: FieldsProps<LimitValues>) {
  return (
    <Textarea {...form.getInputProps('note')} label={t('limits.note')} description={t('limits.noteHint')} rows={2} />
  );
}

/** Quota, sessions, networks and expiry. */
export function BoundFields({ form }: FieldsProps<LimitValues>) {
  const plan = useOwnPlan();
  const networks = planned(plan, form, { field: 'allowedNetworks', hint: t('limits.networksHint') });
  return (
    <>
      <div className="pair">
        <TextInput
          {...form.getInputProps('quotaBytes')}
          label={t('limits.quota')}
          {...planned(plan, form, { field: 'quotaBytes', hint: t('limits.quotaHint') })}
        />
        <TextInput
          {...form.getInputProps('maxSessions')}
          label={t('limits.sessions')}
          {...planned(plan, form, { field: 'maxSessions', hint: t('limits.sessionsHint') })}
          inputMode="numeric"
        />
      </div>
      <Textarea
        {...form.getInputProps('allowedNetworks')}
        className="mono-field"
        label={t('limits.networks')}
        {...networks}
        rows={2}
        spellCheck={false}
      />
      {!networks.disabled && (
        <MyAddress
          networks={form.getValues().allowedNetworks}
          onChange={(chosen) => form.setFieldValue('allowedNetworks', chosen)}
        />
      )}
      <TextInput
        {...form.getInputProps('expiresAt')}
        type="datetime-local"
        label={t('limits.expires')}
        {...planned(plan, form, { field: 'expiresAt', hint: t('limits.expiresHint') })}
      />
    </>
  );
}
