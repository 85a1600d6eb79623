import { useId, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import css from './ActionBar.module.css';
import { ActionForm } from './ActionForm.tsx';

/** `shop/web:2.1.0` → `shop/web:2.1.1`: the next thing a person is likely to roll out. Tags that do not end in a number are left as they are. */
export function nextTag(image: string): string {
  const match = /^(.*:.*?)(\d+)$/.exec(image);
  return match === null ? image : `${match[1]}${Number(match[2]) + 1}`;
}

export default function SetImageDialog({ deployment, onClose }: { readonly deployment: DeploymentView; readonly onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [images, setImages] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(deployment.containers.map(({ name, image }, index) => [name, index === 0 ? nextTag(image) : image])),
  );
  const seen = [...new Set(deployment.revisions.flatMap((revision) => revision.images))];
  const changed = deployment.containers.filter(({ name, image }) => images[name] !== image);
  const empty = deployment.containers.some(({ name }) => (images[name] ?? '').trim() === '');
  return (
    <ActionForm
      title={t('actions.setImageTitle', { name: deployment.name })}
      submit={t('actions.setImage')}
      onClose={onClose}
      why={empty ? t('actions.imageEmpty') : changed.length === 0 ? t('actions.imageSame') : undefined}
      intent={{
        verb: 'setImage',
        deployment: { namespace: deployment.namespace, name: deployment.name },
        images: (changed.length === 0 ? deployment.containers : changed).map(({ name }) => ({
          container: name,
          image: (images[name] ?? '').trim(),
        })),
      }}
    >
      {deployment.containers.map(({ name }, index) => (
        <label key={name} className={css.field} htmlFor={`${id}-${name}`}>
          {t('actions.image', { name })}
          <input
            id={`${id}-${name}`}
            value={images[name] ?? ''}
            list={`${id}-seen`}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            data-autofocus={index === 0 || undefined}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setImages({ ...images, [name]: event.target.value })}
          />
        </label>
      ))}
      <datalist id={`${id}-seen`}>
        {seen.map((image) => (
          <option key={image} value={image} />
        ))}
      </datalist>
    </ActionForm>
  );
}
