import { ChevronRight } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import type { OwnerView } from '../../picture/view.ts';
import css from './inspector.module.css';
import { ObjectLink } from './ObjectLink.tsx';

/** Whom the object belongs to, the farthest owner first. */
export function Owners({ owners }: { readonly owners: readonly OwnerView[] }) {
  const t = useT();
  return (
    <nav aria-label={t('inspect.owners')}>
      <ol className={css.owners}>
        {[...owners].reverse().map((owner) => (
          <li key={owner.uid}>
            {owner.exists ? (
              <ObjectLink object={owner} />
            ) : (
              <span className={css.dim}>
                <span translate="no">
                  {owner.kind} {owner.name}
                </span>{' '}
                ({t('inspect.ownerGone')})
              </span>
            )}
            <ChevronRight size={14} aria-hidden="true" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
