import { useT } from '../../i18n/index.ts';
import type { Target } from '../../worker/protocol.ts';
import css from './ActionBar.module.css';
import { ActionForm } from './ActionForm.tsx';

interface DeleteDialogProps {
  readonly object: { readonly kind: string } & Target;
  readonly onClose: () => void;
}

export default function DeleteDialog({ object, onClose }: DeleteDialogProps) {
  const t = useT();
  return (
    <ActionForm
      title={t('actions.deleteTitle', { kind: object.kind, name: object.name })}
      submit={t('actions.delete')}
      look="danger"
      onClose={onClose}
      intent={{ verb: 'delete', object }}
    >
      <p className={css.text}>{t(object.kind === 'Pod' ? 'actions.deletePodText' : 'actions.deleteText')}</p>
    </ActionForm>
  );
}
