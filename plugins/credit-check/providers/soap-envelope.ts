import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from '#core';

/** SOAP 1.1. */
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** CRIF's and Deltavista's service, as generated clients in public repositories name it. */
export const CRIF_NAMESPACE = 'http://www.crif-online.ch/webservices/crifsoapservice/v1.00';

// Entities of a document type are not read: nobody needs them, and they are how XML is abused.
const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false, processEntities: true });
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });

/** An operation as an envelope; values are escaped. */
export const envelope = (operation: string, content: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({
    'soap:Envelope': { '@xmlns:soap': SOAP, '@xmlns': CRIF_NAMESPACE, 'soap:Body': { [operation]: content } },
  })}`;

export type SoapBody =
  | { readonly kind: 'content'; readonly name: string; readonly content: unknown }
  | { readonly kind: 'fault'; readonly code: string };

/** The one element of an envelope's body; null = the text is no envelope. A fault's words may hold personal data and are left there. */
export function openEnvelope(text: string): SoapBody | null {
  const body = bodyOf(text);
  const [first] = Object.entries(body ?? {});
  if (!first) return null;
  const [name, content] = first;
  if (name !== 'Fault') return { kind: 'content', name, content };
  const read = fault.safeParse(content);
  return { kind: 'fault', code: read.success ? read.data.faultcode.replace(/^.*:/, '') : 'unknown' };
}

const fault = z.object({ faultcode: z.string() });
const outer = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });

function bodyOf(text: string): Readonly<Record<string, unknown>> | null {
  if (/<!DOCTYPE/i.test(text)) return null;
  const read = outer.safeParse(parsedOrNull(text));
  return read.success ? read.data.Envelope.Body : null;
}

function parsedOrNull(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    return null; // half an answer: whoever reads it says what it should have been
  }
}
