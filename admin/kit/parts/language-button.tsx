import { switchLanguage } from '../preferences.ts';
import { say } from '../text.ts';

/** The other language, by its code: for the narrow tops of public pages. */
export const LanguageButton = () => (
  <button
    type="button"
    className="btn plain"
    lang={say('kit.otherLanguage.code')}
    aria-label={`${say('kit.otherLanguage.code').toUpperCase()}, ${say('kit.otherLanguage')}`}
    onClick={switchLanguage}
  >
    {say('kit.otherLanguage.code').toUpperCase()}
  </button>
);
