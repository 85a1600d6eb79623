import { type ReactNode, use } from 'react';
import { IntlProvider, useMessages } from 'use-intl/react';
import { useLocale } from './I18nProvider.tsx';
import { loadLaterWords } from './locales.ts';

/** Round a panel whose words are no part of the first download; it suspends until they are there. Other locales come as a whole. */
export function LaterWords({ children }: { readonly children: ReactNode }) {
  const [locale] = useLocale();
  return locale === 'en' ? <LaterEnglish>{children}</LaterEnglish> : children;
}

function LaterEnglish({ children }: { readonly children: ReactNode }) {
  const messages = { ...useMessages(), ...use(loadLaterWords()) };
  return (
    <IntlProvider locale="en" messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
