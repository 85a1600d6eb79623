import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { useActions, useApp, useFollowed } from '../../store/index.ts';
import type { Intent } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { later } from '../widgets/later.tsx';
import css from './ActionBar.module.css';
import { lineOf } from './line.ts';

// A dialog comes when it is opened: the page shows what it is about without them.
const SetImageDialog = later(() => import('./SetImageDialog.tsx'));
const ScaleDialog = later(() => import('./ScaleDialog.tsx'));
const UndoDialog = later(() => import('./UndoDialog.tsx'));
const DeleteDialog = later(() => import('./DeleteDialog.tsx'));

/** The rollout's buttons, each with the kubectl line that it equals. Keys 1 … 7 press them in this order. */
export function ActionBar() {
  const t = useT();
  const actions = useActions();
  const followed = useFollowed();
  const dialog = useApp((state) => state.view.dialog);
  const [pointedAt, setPointedAt] = useState<string | undefined>();
  // The focus comes back to a button whose dialog has closed: what was run is news then, and the preview is not.
  const pressed = useRef<string | undefined>(undefined);
  const off = whyOff(followed, t);
  // Whoever presses a key and types on finds the dialog there.
  useEffect(
    () =>
      void Promise.allSettled([
        import('./SetImageDialog.tsx'),
        import('./ScaleDialog.tsx'),
        import('./UndoDialog.tsx'),
        import('./DeleteDialog.tsx'),
      ]),
    [],
  );
  const close = () => actions.setDialog(null);

  const button = (
    id: string,
    label: string,
    options: {
      readonly why?: string | undefined;
      readonly line?: string | undefined;
      readonly onClick: () => void;
      readonly shortcut?: string;
    },
  ) => (
    <Button
      data-action={id}
      why={options.why}
      shortcut={options.shortcut}
      onClick={() => {
        pressed.current = id;
        setPointedAt(undefined);
        options.onClick();
      }}
      onPointerEnter={() => setPointedAt(options.line)}
      onPointerLeave={() => setPointedAt(undefined)}
      onFocus={() => {
        if (pressed.current !== id) setPointedAt(options.line);
        pressed.current = undefined;
      }}
      onBlur={() => setPointedAt(undefined)}
    >
      {label}
    </Button>
  );
  const paused = followed?.paused === true;
  const target = followed === undefined ? undefined : { namespace: followed.namespace, name: followed.name };
  const line = (intent: (deployment: { namespace: string; name: string }) => Intent) =>
    target === undefined ? undefined : lineOf(intent(target));
  const act = (verb: 'pause' | 'resume' | 'restart') => {
    if (target !== undefined) void actions.act({ verb, deployment: target });
  };

  return (
    <div className={css.bar}>
      <div className={css.buttons} role="toolbar" aria-label={t('actions.bar')}>
        {button('setImage', t('actions.setImage'), {
          why: off,
          shortcut: '1',
          line: line((deployment) => ({
            verb: 'setImage',
            deployment,
            images: [{ container: followed?.containers[0]?.name ?? '', image: 'IMAGE' }],
          })),
          onClick: () => actions.setDialog('setImage'),
        })}
        {button('scale', t('actions.scale'), {
          why: off,
          shortcut: '2',
          line: target === undefined ? undefined : lineOf({ verb: 'scale', deployment: target, replicas: 0 }).replace('=0', '=N'),
          onClick: () => actions.setDialog('scale'),
        })}
        {button('pause', t(paused ? 'actions.resume' : 'actions.pause'), {
          why: off,
          shortcut: '3',
          line: line((deployment) => ({ verb: paused ? 'resume' : 'pause', deployment })),
          onClick: () => act(paused ? 'resume' : 'pause'),
        })}
        {button('undo', t('actions.undo'), {
          why: off ?? (paused ? t('actions.pausedUndo') : (followed?.revisions.length ?? 0) < 2 ? t('actions.oneRevision') : undefined),
          shortcut: '4',
          line: line((deployment) => ({ verb: 'undo', deployment, toRevision: 0 })),
          onClick: () => actions.setDialog('undo'),
        })}
        {button('restart', t('actions.restart'), {
          why: off ?? (paused ? t('actions.pausedRestart') : undefined),
          shortcut: '5',
          line: line((deployment) => ({ verb: 'restart', deployment })),
          onClick: () => act('restart'),
        })}
        {button('delete', t('actions.delete'), {
          why: off,
          shortcut: '6',
          line: target === undefined ? undefined : lineOf({ verb: 'delete', object: { kind: 'Deployment', ...target } }),
          onClick: () => actions.setDialog('delete'),
        })}
        {button('new', t('actions.new'), {
          shortcut: '7',
          line: 'kubectl apply -f new.yaml',
          onClick: () => {
            actions.newDraft();
            actions.setEditorOpen(true);
            actions.setSmallTab('yaml');
          },
        })}
      </div>
      <LineInBar pointedAt={pointedAt} />

      {followed !== undefined && dialog === 'setImage' && <SetImageDialog deployment={followed} onClose={close} />}
      {followed !== undefined && dialog === 'scale' && <ScaleDialog deployment={followed} onClose={close} />}
      {followed !== undefined && dialog === 'undo' && <UndoDialog deployment={followed} onClose={close} />}
      {followed !== undefined && dialog === 'delete' && (
        <DeleteDialog object={{ kind: 'Deployment', namespace: followed.namespace, name: followed.name }} onClose={close} />
      )}
    </div>
  );
}

function whyOff(followed: DeploymentView | undefined, t: ReturnType<typeof useT>): string | undefined {
  if (followed === undefined) return t('actions.noDeployment');
  return followed.deleting ? t('actions.beingDeleted') : undefined;
}

/** The line of the button under the pointer or the focus; else the last one that was run, with what it said when it was refused. */
function LineInBar({ pointedAt }: { readonly pointedAt: string | undefined }) {
  const t = useT();
  const last = useApp((state) => state.log.at(-1));
  const shown = pointedAt ?? last?.line;
  const refused = pointedAt === undefined && last !== undefined && last.exitCode !== 0;
  return (
    <div className={css.line} data-refused={refused || undefined}>
      {shown !== undefined && (
        <code translate="no" title={t(pointedAt === undefined ? 'actions.lastLine' : 'actions.preview')}>
          $ {shown}
        </code>
      )}
      <span className={css.said} role="status" translate="no">
        {refused ? `${t('actions.failed')}: ${last.stderr.trim()}` : pointedAt === undefined ? (last?.stdout.trim() ?? '') : ''}
      </span>
    </div>
  );
}
