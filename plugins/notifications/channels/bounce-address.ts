/** Where what cannot be delivered goes back to, so that it says which message it was: "bounce+<32 hex digits>@mail.example". */
export const bounceAddressOf = (address: string, messageId: string): string => address.replace('@', `+${messageId.replaceAll('-', '')}@`);
