import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { IntlProvider } from 'use-intl/react';
import { detectLocale, english, type Locale, loadCatalog, locales, type Words } from './locales.ts';

const STORAGE_KEY = 'rollout-playground.locale';

type Loaded = { readonly locale: Locale; readonly catalog: Words };
type LocaleChoice = readonly [locale: Locale, setLocale: (locale: Locale) => Promise<void>];

const LocaleContext = createContext<LocaleChoice | undefined>(undefined);

/** Storage may be forbidden (a private window, a sandboxed frame): then the choice lasts as long as the page. */
function storedLocale(): Locale | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return locales.find(({ id }) => id === stored)?.id;
  } catch {
    return undefined;
  }
}

function storeLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // See storedLocale.
  }
}

/**
 * Gives the page its language: the stored choice, else the first language of the browser that we speak.
 * Draws nothing until that catalog is there (English always is), so that no text is seen to change its language.
 */
export function I18nProvider({ children }: { readonly children: ReactNode }) {
  const [first] = useState(() => storedLocale() ?? detectLocale(navigator.languages));
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => (first === 'en' ? { locale: 'en', catalog: english } : undefined));

  useEffect(() => {
    let isCurrent = true;
    if (first !== 'en') {
      loadCatalog(first).then(
        (catalog) => isCurrent && setLoaded({ locale: first, catalog }),
        () => isCurrent && setLoaded({ locale: 'en', catalog: english }),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [first]);

  const locale = loaded?.locale;
  // Before the next paint: a page in one language that says it is in the other is read out wrongly.
  useLayoutEffect(() => {
    if (locale !== undefined) {
      document.documentElement.lang = locale;
    }
  }, [locale]);

  const setLocale = useCallback(async (next: Locale) => {
    const catalog = await loadCatalog(next);
    storeLocale(next);
    startTransition(() => setLoaded({ locale: next, catalog }));
  }, []);
  const choice = useMemo<LocaleChoice | undefined>(() => (locale === undefined ? undefined : [locale, setLocale]), [locale, setLocale]);

  if (loaded === undefined || choice === undefined) {
    return null;
  }
  return (
    <LocaleContext value={choice}>
      <IntlProvider locale={loaded.locale} messages={loaded.catalog} timeZone="UTC" onError={fail}>
        {children}
      </IntlProvider>
    </LocaleContext>
  );
}

/** Keys and arguments are checked by the compiler; what still fails is a defect and must not be drawn as if it were text. */
function fail(error: Error): never {
  throw error;
}

/** The locale in use and the function that changes it; its promise rejects when the catalog cannot be fetched, and then nothing changes. */
export function useLocale(): LocaleChoice {
  const choice = useContext(LocaleContext);
  if (choice === undefined) {
    throw new Error('useLocale is used outside I18nProvider');
  }
  return choice;
}
