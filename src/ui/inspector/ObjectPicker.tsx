import { useEffect, useId, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import type { Replies } from '../../worker/protocol.ts';
import css from './inspector.module.css';

type Objects = Replies['objects']['objects'];

/** Every object of the cluster, by kind: the way to those that the picture does not show. */
export function ObjectPicker() {
  const t = useT();
  const id = useId();
  const actions = useActions();
  const shown = useApp(({ cluster }) => cluster.inspected);
  const isLoaded = useApp(({ cluster }) => cluster.loaded);
  const [objects, setObjects] = useState<Objects>([]);
  const value = shown === null ? '' : textOf(shown);
  const fetchAll = () => void actions.objects().then((all) => all !== undefined && setObjects(all));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object shown, or another run, is the occasion to look again.
  useEffect(() => {
    if (isLoaded) fetchAll();
  }, [value, isLoaded]);
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const isListed = objects.some((object) => textOf(object) === value);
  return (
    <div className={css.picker}>
      <label htmlFor={id}>{t('inspect.picker')}</label>
      <select
        id={id}
        value={value}
        onFocus={fetchAll}
        onChange={({ target }) => {
          const chosen = objects.find((object) => textOf(object) === target.value);
          if (chosen !== undefined) actions.inspect(chosen);
        }}
      >
        {value === '' && (
          <option value="" disabled>
            {t('inspect.pick')}
          </option>
        )}
        {value !== '' && !isListed && <option value={value}>{value}</option>}
        {kinds.map((kind) => (
          <optgroup key={kind} label={kind}>
            {objects
              .filter((object) => object.kind === kind)
              .map((object) => (
                <option key={textOf(object)} value={textOf(object)}>
                  {object.namespace === '' || object.namespace === 'default' ? object.name : `${object.namespace}/${object.name}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function textOf({ kind, namespace, name }: Objects[number]): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
