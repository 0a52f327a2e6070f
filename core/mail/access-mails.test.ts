import { describe, expect, it } from 'vitest';
import { de, en } from './access-mail.texts.ts';
import { accessMail } from './access-mails.ts';

const values = { brand: 'Brand a', link: 'https://a.example/sign-in?token=x', minutes: 15, days: 7 };

describe('a mail for an account', () => {
  it("is written in the reader's language, else in English", () => {
    expect(accessMail('login-link', 'de-AT', values).subject).toBe(de['login-link'].subject);
    expect(accessMail('login-link', 'pl', values).subject).toBe(en['login-link'].subject);
  });

  it.each(['de', 'en'])('leaves no gap and names brand and link (%s)', (language) => {
    for (const mail of ['login-link', 'password-reset', 'invitation', 'access-given', 'password-changed'] as const) {
      const { subject, text } = accessMail(mail, language, values);
      expect(`${subject}${text}`).not.toMatch(/[{}]/);
      expect(text).toContain(values.brand);
      expect(text).toContain(values.link);
    }
  });

  it('does not fill in what a value happens to contain', () => {
    expect(accessMail('login-link', 'en', { ...values, brand: '{link} $& $1' }).text).toContain('{link} $& $1:');
  });
});
