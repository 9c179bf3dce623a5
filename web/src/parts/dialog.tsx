// Dialogs: a titled box that traps the focus, and the one that asks before something is taken away.
import { Button, Modal, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { focusTitle } from './page.js';
import { FormProblem } from './state.js';
import { useAct } from './use-submit.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** For tables. */
  readonly size?: 'wide';
}

/** Gives the focus back to what had it, or to the page's heading where that is gone. Mantine does so only for what stays rendered. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else focusTitle();
    },
    [before],
  );
}

/** A dialog that is open as long as it is rendered. */
export function Dialog({ title, onClose, children, size }: DialogProps) {
  useFocusBack();
  return (
    <Modal
      opened
      size={size === 'wide' ? 880 : 440}
      onClose={onClose}
      title={<strong>{title}</strong>}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
      overlayProps={{ color: 'var(--shade)', backgroundOpacity: 1 }}
    >
      <div className="dialog">{children}</div>
    </Modal>
  );
}

interface ConfirmProps extends DialogProps {
  readonly act: () => Promise<unknown>;
  readonly label: string;
  /** What must be typed before the button works. */
  readonly typed?: { readonly text: string; readonly label: string };
  /** False while something else is missing. */
  readonly ready?: boolean;
  /** What closes it undone, where that is something else than being done. */
  readonly onCancel?: () => void;
  /** Gives something back. */
  readonly harmless?: boolean;
}

/** Asks before an act; stays open and says why when it is refused. */
export function Confirm(props: ConfirmProps) {
  const { title, onClose, children, act, label, typed, size, ready: allowed = true } = props;
  const { harmless = false, onCancel = onClose } = props;
  const [answer, setAnswer] = useState('');
  const { busy, problem, run } = useAct();
  const ready = allowed && (typed === undefined || answer.trim() === typed.text);
  return (
    <Dialog title={title} onClose={onCancel} {...(size && { size })}>
      <FormProblem problem={problem} />
      {children}
      {typed && (
        <TextInput
          className="mono-field"
          label={typed.label}
          value={answer}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
      <div className="form-foot">
        <Button variant="default" onClick={onCancel} data-autofocus={typed ? undefined : true}>
          {t('dialog.cancel')}
        </Button>
        <Button
          loading={busy}
          disabled={!ready}
          onClick={() => run(() => act().then(onClose))}
          {...(!harmless && { className: 'danger' })}
        >
          {label}
        </Button>
      </div>
    </Dialog>
  );
}
