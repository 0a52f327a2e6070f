import type { XMLParser } from 'fast-xml-parser';
import { z } from '#core';

/** SOAP 1.1. */
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** CRIF's and Deltavista's service, as generated clients in public repositories name it. */
export const CRIF_NAMESPACE = 'http://www.crif-online.ch/webservices/crifsoapservice/v1.00';

export type SoapBody =
  | { readonly kind: 'content'; readonly name: string; readonly content: unknown }
  | { readonly kind: 'fault'; readonly code: string };

export interface SoapEnvelopes {
  /** An operation as an envelope; values are escaped. */
  readonly envelope: (operation: string, content: object) => string;
  /** The one element of an envelope's body; null = the text is no envelope. A fault's words may hold personal data and are left there. */
  readonly openEnvelope: (text: string) => SoapBody | null;
}

let loaded: Promise<SoapEnvelopes> | null = null;

/** Writes and reads envelopes. The library is loaded when a bureau that speaks SOAP is first asked, not at each start. */
export function soapEnvelopes(): Promise<SoapEnvelopes> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<SoapEnvelopes> {
  const { XMLBuilder, XMLParser } = await import('fast-xml-parser');
  // Entities of a document type are not read: nobody needs them, and they are how XML is abused.
  const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false, processEntities: true });
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });
  return {
    envelope: (operation, content) =>
      `<?xml version="1.0" encoding="UTF-8"?>${builder.build({
        'soap:Envelope': { '@xmlns:soap': SOAP, '@xmlns': CRIF_NAMESPACE, 'soap:Body': { [operation]: content } },
      })}`,
    openEnvelope: (text) => opened(parser, text),
  };
}

function opened(parser: XMLParser, text: string): SoapBody | null {
  const [first] = Object.entries(bodyOf(parser, text) ?? {});
  if (!first) return null;
  const [name, content] = first;
  if (name !== 'Fault') return { kind: 'content', name, content };
  const read = fault.safeParse(content);
  return { kind: 'fault', code: read.success ? read.data.faultcode.replace(/^.*:/, '') : 'unknown' };
}

const fault = z.object({ faultcode: z.string() });
const outer = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });

function bodyOf(parser: XMLParser, text: string): Readonly<Record<string, unknown>> | null {
  if (/<!DOCTYPE/i.test(text)) return null;
  const read = outer.safeParse(parsedOrNull(parser, text));
  return read.success ? read.data.Envelope.Body : null;
}

function parsedOrNull(parser: XMLParser, text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    return null; // half an answer: whoever reads it says what it should have been
  }
}
