// The values of the policy form as they are typed, what is wrong with them, and what the API takes. Pure.
import type { Policy, PolicyWrite, Preset, TlsRule } from '../../api/types.js';
import { t } from '../../i18n/index.js';

export const presets: readonly Preset[] = ['active-and-passive', 'passive-only', 'active-only'];
export const tlsRules: readonly TlsRule[] = ['off', 'allowed', 'required-login', 'required-data'];
export const sources = ['twenty', 'any', 'other'] as const;
const ftpData = 20;

export interface PolicyValues {
  preset: Preset | '';
  tls: TlsRule;
  passiveFirstPort: string;
  passiveLastPort: string;
  publicIpv4: string;
  source: (typeof sources)[number];
  activeSourcePort: string;
  dataWaitMs: string;
  activeConnectTimeoutMs: string;
  stallTimeoutMs: string;
  idleTimeoutMs: string;
  note: string;
}

/** The waiting times with the seconds they may have. */
export const waits = {
  dataWaitMs: { word: 'dataWait', least: 1, most: 300 },
  activeConnectTimeoutMs: { word: 'connect', least: 1, most: 300 },
  stallTimeoutMs: { word: 'stall', least: 1, most: 3600 },
  idleTimeoutMs: { word: 'idle', least: 10, most: 86_400 },
} as const;
export type Wait = keyof typeof waits;

/** What the fields show for a policy. */
export function valuesOf(policy: Policy): PolicyValues {
  const { activeSourcePort } = policy;
  return {
    preset: policy.preset ?? '',
    tls: policy.tls,
    passiveFirstPort: String(policy.passiveFirstPort),
    passiveLastPort: String(policy.passiveLastPort),
    publicIpv4: policy.publicIpv4 ?? '',
    source: activeSourcePort === null ? 'any' : activeSourcePort === ftpData ? 'twenty' : 'other',
    activeSourcePort: activeSourcePort === null || activeSourcePort === ftpData ? '' : String(activeSourcePort),
    dataWaitMs: String(policy.dataWaitMs / 1000),
    activeConnectTimeoutMs: String(policy.activeConnectTimeoutMs / 1000),
    stallTimeoutMs: String(policy.stallTimeoutMs / 1000),
    idleTimeoutMs: String(policy.idleTimeoutMs / 1000),
    note: '',
  };
}

/** The port active connections are dialled from; null for any. */
export function sourcePortOf(values: PolicyValues): number | null {
  if (values.source === 'any') return null;
  return values.source === 'twenty' ? ftpData : Number(values.activeSourcePort) || null;
}

/** The next version, as the API takes it. */
export function writeFrom(values: PolicyValues, basedOnVersion: number): PolicyWrite {
  return {
    basedOnVersion,
    ...(values.preset && { preset: values.preset }),
    tls: values.tls,
    passiveFirstPort: Number(values.passiveFirstPort),
    passiveLastPort: Number(values.passiveLastPort),
    publicIpv4: values.publicIpv4.trim() || null,
    activeSourcePort: sourcePortOf(values),
    dataWaitMs: Number(values.dataWaitMs) * 1000,
    activeConnectTimeoutMs: Number(values.activeConnectTimeoutMs) * 1000,
    stallTimeoutMs: Number(values.stallTimeoutMs) * 1000,
    idleTimeoutMs: Number(values.idleTimeoutMs) * 1000,
    note: values.note.trim(),
  };
}

function isPort(text: string, least: number): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= 65_535;
}

function isIpv4(text: string): boolean {
  const parts = text.trim().split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function whyNoWait(wait: Wait, text: string): string | null {
  const { least, most } = waits[wait];
  const seconds = Number(text);
  const fits = text.trim() !== '' && seconds >= least && seconds <= most;
  return fits ? null : t('policy.secondsWrong', { least, most });
}

/** What is wrong with each field; null where nothing is. */
export const policyRules = {
  passiveFirstPort: (text: string, values: PolicyValues) =>
    isPort(text, 1024) && Number(text) <= Number(values.passiveLastPort) ? null : t('policy.rangeWrong'),
  passiveLastPort: (text: string) => (isPort(text, 1024) ? null : t('policy.rangeWrong')),
  publicIpv4: (text: string) => (text.trim() === '' || isIpv4(text) ? null : t('policy.addressWrong')),
  activeSourcePort: (text: string, values: PolicyValues) =>
    values.source !== 'other' || isPort(text, 1) ? null : t('policy.sourceWrong'),
  dataWaitMs: (text: string) => whyNoWait('dataWaitMs', text),
  activeConnectTimeoutMs: (text: string) => whyNoWait('activeConnectTimeoutMs', text),
  stallTimeoutMs: (text: string) => whyNoWait('stallTimeoutMs', text),
  idleTimeoutMs: (text: string) => whyNoWait('idleTimeoutMs', text),
};

/** "Passive only", or the verbs that are allowed where they were set one by one. */
export function modeInWords({ preset, verbs }: Pick<Policy, 'preset' | 'verbs'>): string {
  if (preset) return t(`preset.${preset}`);
  return t('preset.custom', { verbs: allowedVerbs(verbs).join(', ') });
}

/** The verbs that are allowed. */
export function allowedVerbs(verbs: Policy['verbs']): string[] {
  return (['EPSV', 'PASV', 'EPRT', 'PORT'] as const).filter((verb) => verbs[verb] === 'allow');
}
