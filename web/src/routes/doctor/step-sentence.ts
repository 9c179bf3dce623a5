// What the connection doctor says about one step, and what a visit comes down to. Pure; the order of the steps and the
// judgement are the API's.
import type { DoctorStep, DoctorVisit, Role } from '../../api/types.js';
import { t, texts } from '../../i18n/index.js';
import { endReason } from '../../parts/end-reason.js';
import { formatBytes, tlsName } from '../../parts/format.js';
import { isActive } from '../../parts/modes/verbs.js';
import { securityOf } from '../../parts/picture/picture-of-session.js';
import type { IconName } from '../../parts/icons.js';
import { whyRefused } from '../../parts/refusal.js';
import type { Tone } from '../../parts/state.js';
import { verdictWords } from '../../parts/verdict.js';

type Verdict = NonNullable<DoctorVisit['verdict']>;

type Teller = (step: DoctorStep, role: Role) => string;

const tellers: Readonly<Record<DoctorStep['code'], Teller>> = {
  connected: ({ address = '' }) => t('doctor.step.connected', { address }),
  program: ({ program = '' }) => t('doctor.step.program', { program }),
  encrypted: ({ tlsVersion = 'TLS' }) => t('doctor.step.encrypted', { version: tlsName(tlsVersion) }),
  'in-clear': () => t('doctor.step.in-clear'),
  'login-accepted': () => t('doctor.step.login-accepted'),
  'login-refused': ({ outcome }) => t('doctor.step.login-refused', { reason: whyRefused(outcome) }),
  'data-waiting': (step) => t(isActive(step.verb) ? 'doctor.data.armed' : 'doctor.data.waiting', factsOf(step)),
  'data-dialling': (step) => t('doctor.data.dialling', factsOf(step)),
  'data-connected': (step) => t('doctor.data.connected', factsOf(step)),
  'data-moving': (step) => t('doctor.data.moving', factsOf(step)),
  'data-ended': endedSentence,
  transfer: transferSentence,
  ended: (step) => t('doctor.step.ended', { reason: endReason(step.endReason) }),
};

/** A step in a sentence. */
export function stepSentence(step: DoctorStep, role: Role): string {
  return tellers[step.code](step, role);
}

const factsOf = ({ bytes = 0, port, verb }: DoctorStep) => ({
  verb: verb ?? '',
  port: port ?? '',
  bytes: formatBytes(bytes),
});

function endedSentence(step: DoctorStep, role: Role): string {
  const { tlsVersion, verdict } = step;
  if (verdict !== 'worked')
    return t('doctor.data.ended', { verb: step.verb ?? '', what: verdictWords(step, role).what.replace(/\.$/, '') });
  const came = t(isActive(step.verb) ? 'doctor.data.workedActive' : 'doctor.data.workedPassive', factsOf(step));
  return `${came} ${securityOf(tlsVersion ?? null)}`;
}

function transferSentence({ bytes = 0, kind = '', outcome, path = '', reply = '' }: DoctorStep): string {
  const word = (Object.keys(texts.kind) as (keyof typeof texts.kind)[]).find((known) => known === kind);
  const facts = { kind: word === undefined ? kind : t(`kind.${word}`), path, bytes: formatBytes(bytes), reply };
  if (outcome !== 'complete') return t('doctor.step.transferCut', facts);
  const moved = kind === 'upload' || kind === 'download' || kind === 'append';
  return t(moved ? 'doctor.step.transfer' : 'doctor.step.change', facts);
}

/** Tone and icon of a step: what is refused, what fails, what moves. */
export function stepLook({ code, culprit, outcome }: DoctorStep): readonly [Tone, IconName] {
  if (code === 'login-refused') return ['refusal', 'refused'];
  if (code === 'transfer') return outcome === 'complete' ? ['data', 'arrows'] : ['refusal', 'refused'];
  if (code === 'in-clear') return ['refusal', 'eye'];
  if (code === 'encrypted') return ['control', 'lock'];
  if (code === 'data-ended') return dataLook(culprit);
  if (code.startsWith('data-')) return ['data', 'waiting'];
  return code === 'login-accepted' ? ['control', 'check'] : ['control', 'plug'];
}

const dataLook = (culprit: DoctorStep['culprit']): readonly [Tone, IconName] =>
  culprit === 'nobody' ? ['data', 'check'] : ['failure', 'failed'];

/** What a visit comes down to, in a sentence, where it is not a data connection that failed. */
export function verdictSentence({ code, step }: Verdict, role: Role): string {
  const { what } = verdictWords(step, role);
  if (code === 'data-failed') return what;
  return t(`doctor.verdict.${code}`, {
    reason: whyRefused(step.outcome),
    reply: step.reply ?? '',
    verb: step.verb ?? '',
    what,
  });
}
