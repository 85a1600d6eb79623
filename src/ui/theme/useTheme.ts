import { useEffect } from 'react';
import { useApp } from '../../store/index.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Puts the chosen theme on the document; `system` follows the system as it changes. */
export function useTheme(): void {
  const theme = useApp((state) => state.view.theme);
  useEffect(() => {
    const system = matchMedia(DARK);
    const put = () => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
    };
    put();
    system.addEventListener('change', put);
    return () => system.removeEventListener('change', put);
  }, [theme]);
}
