// How strong a new password is: a bar, a word and, where it is too easily guessed, the reason. For every screen on which
// a password is chosen.
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { passwordRules } from '../api/panel.js';
import { t } from '../i18n/index.js';
import type { Judgement } from './password-judge.js';
import { judgementOf, loadJudge, scoreWords } from './password-policy.js';
import { State } from './state.js';

interface MeterProps {
  readonly password: string;
  /** What is known of its owner, such as the login and the website. */
  readonly about?: readonly string[];
  /** What is wrong with it stands beside the field already. */
  readonly reasonShown?: boolean;
}

const settleMs = 350;

/** Says it politely once the typing stops. */
export function PasswordMeter({ password, about = [], reasonShown = false }: MeterProps) {
  const ready = useDictionaries();
  const [settled] = useDebouncedValue(password, settleMs);
  const judgement = ready ? judgementOf(settled, about) : undefined;
  return (
    <div className="meter" data-score={judgement?.score}>
      <Bar filled={judgement ? Math.max(judgement.score, 1) : 0} enough={isEnough(judgement)} />
      <p role="status">{judgement && !reasonShown && <Words judgement={judgement} />}</p>
    </div>
  );
}

function isEnough(judgement: Judgement | undefined): boolean {
  return judgement !== undefined && judgement.score >= passwordRules().leastScore;
}

function useDictionaries(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let there = true;
    // Without the dictionaries there is no meter; the server still judges.
    loadJudge().then(
      () => there && setReady(true),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, []);
  return ready;
}

function Bar({ filled, enough }: { filled: number; enough: boolean }) {
  const colour = `filled tone-${enough ? 'data' : 'refusal'}`;
  return (
    <div className="meter-bar" aria-hidden="true">
      {[1, 2, 3, 4].map((step) => (
        <span key={step} className={step <= filled ? colour : undefined} />
      ))}
    </div>
  );
}

function Words({ judgement }: { judgement: Judgement }) {
  const word = scoreWords[judgement.score] ?? 'easy';
  if (isEnough(judgement)) {
    return word === 'easy' ? (
      <State tone="plain" icon="waiting">
        {t('meter.easy')}
      </State>
    ) : (
      <State tone="data" icon="check">
        {t(`meter.${word}`)}
      </State>
    );
  }
  return (
    <>
      <State tone="refusal" icon="refused">
        {t(word === 'easy' ? 'meter.guessed' : 'meter.tooWeak', { word: t(`meter.${word}`) })}
      </State>{' '}
      {judgement.why}
    </>
  );
}
