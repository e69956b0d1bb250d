import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider } from 'react-admin';
import { setLanguage } from '../api/http';
import { en } from './messages/en';
import { zhCN } from './messages/zhCN';

export const locales = [{ locale: 'en', name: 'English' }, { locale: 'zh-CN', name: '简体中文' }];

const messages: Readonly<Record<string, typeof en>> = { 'en': en, 'zh-CN': zhCN };

/** The language that the browser prefers, if the application speaks it. */
export function browserLocale(): string {
  for (const tag of navigator.languages) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}

export function createI18nProvider(initial: string): I18nProvider {
  apply(initial);
  const provider = polyglotI18nProvider((locale) => messages[locale] ?? en, initial, locales, { allowMissing: true });
  return {
    ...provider,
    changeLocale: async (locale: string) => {
      await provider.changeLocale(locale);
      apply(locale);
    },
  };
}

/** The page's language chooses the glyphs of Chinese characters and how a screen reader speaks. */
function apply(locale: string): void {
  document.documentElement.lang = locale;
  setLanguage(locale);
}
