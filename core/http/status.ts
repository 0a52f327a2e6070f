/** HTTP status of an error code, where the transport needs one. */
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  SIGN_IN_FAILED: 401,
  TOTP_REQUIRED: 401,
  TOTP_WRONG: 401,
  FORBIDDEN: 403,
  PASSWORD_WRONG: 403,
  BRAND_MISMATCH: 403,
  IP_NOT_ALLOWED: 403,
  BRAND_ARCHIVED: 403,
  NOT_FOUND: 404,
  BRAND_NOT_FOUND: 404,
  RATE_LIMITED: 429,
};

export const statusOfCode = (code: string): number => STATUS[code] ?? 400;
