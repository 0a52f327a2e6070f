const NUMBER = /\+([0-9a-f]{32})@/i;

/** Where what cannot be delivered goes back to, so that it says which message it was: "bounce+<32 hex digits>@mail.example". */
export const bounceAddressOf = (address: string, messageId: string): string => address.replace('@', `+${messageId.replaceAll('-', '')}@`);

/** The message of such an address; null = it names none. */
export function messageOfBounceAddress(address: string): string | null {
  const [, digits] = NUMBER.exec(address) ?? [];
  return digits?.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? null;
}
