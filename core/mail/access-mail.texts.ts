/** The mails that accounts need. */
export type AccessMail = 'login-link' | 'password-reset' | 'invitation' | 'access-given' | 'password-changed' | 'order-link';

export type AccessMailTexts = Readonly<Record<AccessMail, { readonly subject: string; readonly text: string }>>;

export const en: AccessMailTexts = {
  'login-link': {
    subject: 'Your link to sign in',
    text: 'Hello,\n\nwith this link you sign in to {brand}:\n{link}\n\nIt works once and for {minutes} minutes. If you did not ask for it, do nothing.',
  },
  'password-reset': {
    subject: 'A new password for {brand}',
    text: 'Hello,\n\nwith this link you set a new password for {brand}:\n{link}\n\nIt works once and for {minutes} minutes. If you did not ask for it, do nothing: your password stays.',
  },
  invitation: {
    subject: 'Your access to {brand}',
    text: 'Hello,\n\nyou were given access to {brand}. With this link you set your password:\n{link}\n\nIt works once and for {days} days. After that, ask for a new link on the sign-in page.',
  },
  'access-given': {
    subject: 'Your access to {brand}',
    text: 'Hello,\n\nyou were given access to {brand}. Sign in with the password that you have:\n{link}',
  },
  'order-link': {
    subject: 'Your order {number}',
    text: 'Hello,\n\nwith this link you follow your order at {brand}, read its documents and can withdraw within the period:\n{link}\n\nIt works for {days} days and needs no password: keep it to yourself.',
  },
  'password-changed': {
    subject: 'Your password was changed',
    text: 'Hello,\n\nyour password for {brand} was changed and every browser was signed out. If it was not you, set a new one at once and tell your administrator:\n{link}',
  },
};

export const de: AccessMailTexts = {
  'login-link': {
    subject: 'Ihr Link zur Anmeldung',
    text: 'Guten Tag,\n\nmit diesem Link melden Sie sich bei {brand} an:\n{link}\n\nEr gilt einmal und {minutes} Minuten lang. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun.',
  },
  'password-reset': {
    subject: 'Ein neues Passwort für {brand}',
    text: 'Guten Tag,\n\nmit diesem Link setzen Sie ein neues Passwort für {brand}:\n{link}\n\nEr gilt einmal und {minutes} Minuten lang. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt.',
  },
  invitation: {
    subject: 'Ihr Zugang zu {brand}',
    text: 'Guten Tag,\n\nSie haben Zugang zu {brand} bekommen. Mit diesem Link setzen Sie Ihr Passwort:\n{link}\n\nEr gilt einmal und {days} Tage lang. Danach fordern Sie auf der Anmeldeseite einen neuen an.',
  },
  'access-given': {
    subject: 'Ihr Zugang zu {brand}',
    text: 'Guten Tag,\n\nSie haben Zugang zu {brand} bekommen. Melden Sie sich mit Ihrem bisherigen Passwort an:\n{link}',
  },
  'order-link': {
    subject: 'Ihr Auftrag {number}',
    text: 'Guten Tag,\n\nmit diesem Link verfolgen Sie Ihren Auftrag bei {brand}, lesen seine Dokumente und können innerhalb der Frist widerrufen:\n{link}\n\nEr gilt {days} Tage und braucht kein Passwort: Behalten Sie ihn für sich.',
  },
  'password-changed': {
    subject: 'Ihr Passwort wurde geändert',
    text: 'Guten Tag,\n\nIhr Passwort für {brand} wurde geändert, und alle Browser wurden abgemeldet. Wenn Sie es nicht waren, setzen Sie sofort ein neues und sagen Sie Ihrer Verwaltung Bescheid:\n{link}',
  },
};
