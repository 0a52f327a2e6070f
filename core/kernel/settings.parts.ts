import { z } from 'zod';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether a host name, as addresses or settings write it, is this very machine. */
export const isThisMachine = (host: string): boolean => LOOPBACK.has(host);

/** Whether what is sent there is encrypted, or stays on this machine. */
export function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
}

/** The address of a company's service: https, or this machine. */
export const serviceAddress = z.url().refine(isServiceAddress, { message: 'must begin with https://' });

/** A PEM text, or nothing; `what` is for people: "a certificate". */
export const pem = (label: RegExp, what: string) =>
  z
    .string()
    .trim()
    .default('')
    .refine((text) => text === '' || label.test(text), {
      message: `is not ${what} in PEM form; copy the whole text from -----BEGIN to -----END`,
    });

/** The label of a certificate, for `pem`. */
export const CERTIFICATE = /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/;
