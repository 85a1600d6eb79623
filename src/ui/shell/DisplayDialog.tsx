import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions } from '../../store/index.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { IconButton } from '../widgets/IconButton.tsx';
import { chooseDensity, toggleProjector } from './density.ts';
import css from './dialogs.module.css';
import { isScaleLimited } from './display.ts';
import { DENSITIES, PALETTES, SCALES, setPreferences, usePreferences } from './preferences.ts';
import shell from './shell.module.css';

const DENSITY = {
  learn: ['shell.densityLearn', 'shell.densityLearnWhat'],
  work: ['shell.densityWork', 'shell.densityWorkWhat'],
  present: ['shell.densityPresent', 'shell.densityPresentWhat'],
} as const;
const PALETTE = { standard: 'shell.paletteStandard', mono: 'shell.paletteMono' } as const;

/** How much is shown, how large, and in which colours. Kept by this browser; no link carries it. */
export default function DisplayDialog() {
  const t = useT();
  const actions = useActions();
  const chosen = usePreferences();
  const { density, scale, palette, projector, captions } = chosen;
  const at = SCALES.indexOf(scale);
  const resize = (step: number) => {
    const next = SCALES[at + step];
    if (next !== undefined) setPreferences({ scale: next });
  };
  return (
    <Dialog title={t('shell.display')} onClose={() => actions.setDialog(null)}>
      <div className={css.display}>
        <Row title={t('shell.density')}>
          <div className={shell.segments}>
            {DENSITIES.map((id) => (
              <label key={id} className={shell.segment}>
                <input type="radio" name="density" checked={density === id} onChange={() => chooseDensity(id, actions)} />
                <span>{t(DENSITY[id][0])}</span>
              </label>
            ))}
          </div>
          <p className={shell.dim}>{t(DENSITY[density][1])}</p>
        </Row>
        <Row title={t('shell.size')}>
          <div className={css.sizes}>
            <IconButton label={t('shell.sizeSmaller')} onClick={() => resize(-1)}>
              <Minus size={16} aria-hidden="true" />
            </IconButton>
            <output className={css.percent}>{t('shell.sizePercent', { percent: scale })}</output>
            <IconButton label={t('shell.sizeLarger')} onClick={() => resize(1)}>
              <Plus size={16} aria-hidden="true" />
            </IconButton>
          </div>
          {isScaleLimited(chosen) && <p className={shell.dim}>{t('shell.sizeLimited')}</p>}
        </Row>
        <Row title={t('shell.palette')}>
          <div className={shell.segments}>
            {PALETTES.map((id) => (
              <label key={id} className={shell.segment}>
                <input type="radio" name="palette" checked={palette === id} onChange={() => setPreferences({ palette: id })} />
                <span>{t(PALETTE[id])}</span>
              </label>
            ))}
          </div>
        </Row>
        <label className={css.check}>
          <input type="checkbox" checked={projector} onChange={() => toggleProjector(actions)} />
          {t('shell.projector')} <kbd>P</kbd>
        </label>
        <label className={css.check}>
          <input type="checkbox" checked={captions} onChange={(event) => setPreferences({ captions: event.currentTarget.checked })} />
          {t('shell.captions')}
        </label>
      </div>
    </Dialog>
  );
}

function Row({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={css.displayRow}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
