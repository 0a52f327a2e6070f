import { z } from 'zod';
import { event } from '../kernel/events.ts';

/** A mail was written into the brand's mailbox; whoever sends mails on takes it from there. Told once for each mail, never the same one twice. */
export const mailWritten = event('mail.written', z.object({ mailId: z.uuid() }), 'mailId');
