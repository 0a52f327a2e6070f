import { messageOfBounceAddress } from '../channels/bounce-address.ts';

/** What a server tells of a mail that it had taken (RFC 3464). */
export interface BounceReport {
  /** Our message; null = it names none. */
  readonly messageId: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'other';
  /** RFC 3463: "5.1.1"; null = it says none. */
  readonly status: string | null;
  /** What the last server said. */
  readonly reason: string | null;
}

const OWN_NUMBER = /<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]+>/i;

/** Reads a mail that came back. Null = it is no report: an answer of a person, or of a machine that is on holiday. */
export async function readReport(raw: Buffer): Promise<BounceReport | null> {
  const { simpleParser } = await import('mailparser');
  // The parts are to stay parts: a report's own text is no body to be shown.
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, keepDeliveryStatus: true });
  const parts = mail.attachments.map(({ contentType, content }) => ({ contentType, text: content.toString('utf8') }));
  const report = parts.find(({ contentType }) => contentType === 'message/delivery-status')?.text;
  if (report === undefined) return null;
  const fields = fieldsOf(report);
  const original = parts.filter(({ contentType }) => contentType.startsWith('message/rfc822') || contentType === 'text/rfc822-headers');
  const addresses = [mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address ?? '') ?? []);
  return {
    messageId: addresses.map(messageOfBounceAddress).find((id) => id !== null) ?? idIn(original.map(({ text }) => text).join('\n')),
    action: actionOf(fields.get('action')),
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null,
    reason:
      fields
        .get('diagnostic-code')
        ?.replace(/^smtp;\s*/i, '')
        .slice(0, 300) ?? null,
  };
}

const idIn = (text: string): string | null => {
  const [, line] = /^message-id:\s*(.+)$/im.exec(text) ?? [];
  return OWN_NUMBER.exec(line ?? '')?.[1]?.toLowerCase() ?? null;
};

const ACTIONS: readonly string[] = ['failed', 'delayed', 'delivered'];
const isAction = (text: string): text is 'failed' | 'delayed' | 'delivered' => ACTIONS.includes(text);
const actionOf = (text = ''): BounceReport['action'] => {
  const known = text.trim().toLowerCase();
  return isAction(known) ? known : 'other';
};

/** Fields by their names in lower case; a line that begins with a blank goes on. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  }
  return fields;
}
