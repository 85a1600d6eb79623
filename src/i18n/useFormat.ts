import { useMemo } from 'react';
import { useLocale } from './I18nProvider.tsx';

export interface Format {
  /** A whole or fractional number with the locale's separators. */
  number(value: number): string;
  /** A length of time given in milliseconds, in minutes and seconds: `1m 30s`, `0.5s`. */
  duration(ms: number): string;
}

const MINUTE_MS = 60_000;

/** Numbers and lengths of time in the words of the current locale. Sentences take them as arguments. */
export function useFormat(): Format {
  const [locale] = useLocale();
  return useMemo(() => {
    const plain = new Intl.NumberFormat(locale);
    const unit = (name: 'minute' | 'second', digits: number) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits });
    const minutes = unit('minute', 0);
    const seconds = unit('second', 1);
    return {
      number: (value) => plain.format(value),
      duration: (ms) => {
        // Rounded first, so that 59.96 s is a minute and not "60s".
        const rounded = Math.round(ms / 100) * 100;
        const whole = Math.floor(rounded / MINUTE_MS);
        const rest = (rounded % MINUTE_MS) / 1000;
        if (whole === 0) {
          return seconds.format(rest);
        }
        return rest === 0 ? minutes.format(whole) : `${minutes.format(whole)} ${seconds.format(rest)}`;
      },
    };
  }, [locale]);
}
