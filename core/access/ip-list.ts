import { BlockList, isIP } from 'node:net';
import { DomainError } from '../kernel/errors.ts';

interface Block {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** Length of the network's prefix in bits. */
  readonly bits: number;
}

/** Refuses what is neither an address nor a CIDR block, naming the entry. */
export function checkIpList(entries: readonly string[]): void {
  for (const entry of entries) {
    if (parseBlock(entry)) continue;
    throw new DomainError(
      'IP_LIST_INVALID',
      `allowedIps: "${entry}" is neither an address nor a block; write "203.0.113.7", "203.0.113.0/24" or "2001:db8::/32"`,
      {
        field: 'allowedIps',
        entry,
      },
    );
  }
}

/** Does the list allow the address? An empty list allows all. */
export function isAllowedIp(entries: readonly string[], ip: string): boolean {
  if (entries.length === 0) return true;
  const caller = parseBlock(ip);
  if (!caller) return false;
  const list = new BlockList();
  for (const { address, family, bits } of entries.flatMap((entry) => parseBlock(entry) ?? [])) list.addSubnet(address, bits, family);
  return list.check(caller.address, caller.family);
}

function parseBlock(entry: string): Block | null {
  const [text = '', length, ...rest] = entry.split('/');
  // An IPv4 caller at an IPv6 socket.
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1] ?? text;
  const version = isIP(address);
  if (
    version === 0 ||
    address.includes('%') ||
    rest.length > 0 ||
    (length !== undefined && (address !== text || !/^\d{1,3}$/.test(length)))
  )
    return null;
  const most = version === 4 ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  return bits > most ? null : { address, family: version === 4 ? 'ipv4' : 'ipv6', bits };
}
