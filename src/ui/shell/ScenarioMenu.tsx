import { useT } from '../../i18n/index.ts';
import { useActions } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';

/** Opens the list of built-in scenarios. */
export function ScenarioMenu() {
  const t = useT();
  const actions = useActions();
  return (
    <Button onClick={() => actions.setDialog('scenarios')} aria-haspopup="dialog">
      {t('shell.scenarios')}
    </Button>
  );
}
