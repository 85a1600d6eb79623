import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions } from '../../store/index.ts';
import type { Intent, KubectlOutput } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { CommandLine } from '../controls/CommandLine.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import css from './ActionBar.module.css';
import { lineOf } from './line.ts';

interface ActionFormProps {
  readonly title: string;
  readonly submit: string;
  readonly look?: 'primary' | 'danger';
  /** What will be done; absent while the form does not say yet. */
  readonly intent: Intent | undefined;
  /** Why it cannot be sent as it stands. */
  readonly why?: string | undefined;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A dialog that collects what an action needs, shows the kubectl line it equals as it is filled in, and stays open when kubectl refuses. */
export function ActionForm({ title, submit, look = 'primary', intent, why, onClose, children }: ActionFormProps) {
  const t = useT();
  const actions = useActions();
  const [refused, setRefused] = useState<KubectlOutput | undefined>();
  const send = async () => {
    if (intent === undefined || why !== undefined) return;
    const output = await actions.act(intent);
    if (output === undefined || output.exitCode === 0) onClose();
    else setRefused(output);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        {intent !== undefined && (
          <div className={css.equals}>
            <span>{t('actions.equals')}</span>
            <CommandLine line={lineOf(intent)} />
          </div>
        )}
        {refused !== undefined && (
          <p role="alert" className={css.refused} translate="no">
            {refused.stderr.trim()}
          </p>
        )}
        <div className={css.formFoot}>
          <Button onClick={onClose}>{t('actions.cancel')}</Button>
          <Button submit look={look} why={why}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
