// One visit as the connection doctor tells it: what it comes down to first, then each step.
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import type { DoctorVisit } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatClock } from '../../parts/format.js';
import { Icon } from '../../parts/icons.js';
import { cureOfRefusal } from '../../parts/refusal.js';
import { Notice } from '../../parts/state.js';
import { VerdictSentences } from '../../parts/verdict.js';
import { stepLook, stepSentence, verdictSentence } from './step-sentence.js';

/** The visit. */
export function Visit({ visit }: { visit: DoctorVisit }) {
  const { role } = useMe();
  const [first] = visit.steps;
  const title = t('doctor.visit', { time: first ? formatClock(first.at) : '' });
  // Before its login a session is nobody's, so it has no page for a customer.
  const loggedIn = visit.steps.some(({ code }) => code === 'login-accepted');
  return (
    <section className="visit" aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {loggedIn && (
          <Link to="/sessions/$sessionId" params={{ sessionId: visit.sessionId }}>
            {t('doctor.toPicture')}
          </Link>
        )}
      </div>
      <Outcome visit={visit} />
      <ol className="steps" aria-label={t('doctor.steps')}>
        {visit.steps.map((step, index) => {
          const [tone, icon] = stepLook(step);
          return (
            <li key={index}>
              <span className="number quiet">{formatClock(step.at)}</span>
              <span className={`tone-${tone}`}>
                <Icon name={icon} size={14} />
              </span>
              <span>{stepSentence(step, role)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Outcome({ visit: { open, verdict } }: { visit: DoctorVisit }) {
  const { role } = useMe();
  if (verdict === null) return open ? <p className="quiet">{t('doctor.going')}</p> : null;
  const { code, step } = verdict;
  const sentence = <strong>{verdictSentence(verdict, role)}</strong>;
  if (code === 'data-failed') {
    return (
      <Notice tone="failure">
        <VerdictSentences facts={step} role={role} />
      </Notice>
    );
  }
  const tone = code === 'works' || code === 'works-otherwise' || code === 'nothing-asked' ? 'data' : 'refusal';
  return (
    <Notice tone={tone}>
      <p>
        {sentence} {code === 'login-refused' && cureOfRefusal(step.outcome, role)}
      </p>
    </Notice>
  );
}
