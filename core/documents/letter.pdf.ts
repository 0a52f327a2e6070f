import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import type { DocumentData, LetterDrawing, LetterRow } from './document.points.ts';
import { wordingFor } from './wording.ts';

export interface Letterhead {
  readonly brandName: string;
  /** "#0b7285". */
  readonly accent: string;
  /** JPEG; none = the name stands alone. */
  readonly logo?: Uint8Array | null;
  /** One line at the foot of each page. */
  readonly foot?: string;
  /** Lines of the address window. */
  readonly recipient: readonly string[];
  readonly date: string;
  /** When it was made: stands in the file. */
  readonly madeAt: Date;
}

type Pdf = PDFKit.PDFDocument;

const REGULAR = 'DejaVuSans';
const BOLD = 'DejaVuSans-Bold';

const files = createRequire(import.meta.url);
const fonts = new Map<string, Promise<Font>>();

/**
 * Embedded, because PDF/A has no fonts of the reader's own; covers Latin letters of all our countries. Opened once for all
 * letters: to read its tables takes as long as to set a letter.
 */
function fontOf(name: string): Promise<Font> {
  const known = fonts.get(name);
  if (known) return known;
  const opened = readFile(files.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)).then((bytes) => create(bytes));
  fonts.set(name, opened);
  opened.catch(() => fonts.delete(name));
  return opened;
}

/** Points: A4 with the margins of a letter. */
const MARGIN = { top: 56, bottom: 64, left: 64, right: 56 };
const LABEL_SHARE = 0.55;

/** Sets a letter as PDF/A-3b. */
export async function letterPdf({ title, sections, language }: DocumentData, head: Letterhead): Promise<Buffer> {
  const [regular, bold] = await Promise.all([fontOf(REGULAR), fontOf(BOLD)]);
  const pdf = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    subset: 'PDF/A-3b',
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    bufferPages: true,
    font: '', // none of pdfkit's own
    info: { Title: title, Author: head.brandName, Creator: 'Voltkontor', Producer: 'Voltkontor', CreationDate: head.madeAt },
  });
  const finished = collect(pdf);
  pdf.registerFont(REGULAR, regular).registerFont(BOLD, bold);
  writeHead(pdf, head);
  pdf.font(BOLD).fontSize(16).fillColor(head.accent).text(title).fillColor('black').moveDown(0.8);
  for (const { heading, paragraphs, rows, drawing } of sections) {
    if (heading !== null) writeHeading(pdf, heading);
    for (const paragraph of paragraphs) pdf.font(REGULAR).fontSize(9.5).text(paragraph, { lineGap: 2 }).moveDown(0.5);
    if (drawing) writeDrawing(pdf, drawing);
    for (const row of rows) writeRow(pdf, row);
    pdf.moveDown(0.8);
  }
  writeFeet(pdf, { language, foot: head.foot ?? '' });
  pdf.end();
  return finished;
}

const width = ({ page }: Pdf): number => page.width - MARGIN.left - MARGIN.right;

const LOGO = { width: 140, height: 40 };

function writeHead(pdf: Pdf, { brandName, accent, logo, recipient, date }: Letterhead): void {
  if (logo) pdf.image(Buffer.from(logo), MARGIN.left, MARGIN.top - 20, { fit: [LOGO.width, LOGO.height], valign: 'bottom' });
  pdf.font(BOLD).fontSize(13).fillColor(accent).text(brandName, { align: 'right' });
  pdf.moveTo(MARGIN.left, pdf.y + 4).lineTo(MARGIN.left + width(pdf), pdf.y + 4);
  pdf.strokeColor(accent).lineWidth(1).stroke();
  pdf.font(REGULAR).fontSize(10).fillColor('black').moveDown(3);
  for (const line of recipient) pdf.text(line);
  pdf.moveDown(1.5).text(date, { align: 'right' }).moveDown(1.5);
}

function writeHeading(pdf: Pdf, heading: string): void {
  if (pdf.y > pdf.page.height - MARGIN.bottom - 60) pdf.addPage(); // never a heading alone at the end of a page
  pdf.font(BOLD).fontSize(11).text(heading, MARGIN.left).moveDown(0.4);
}

function writeRow(pdf: Pdf, { label, value, isTotal = false }: LetterRow): void {
  const labelWidth = width(pdf) * LABEL_SHARE;
  const valueWidth = width(pdf) - labelWidth;
  pdf.font(isTotal ? BOLD : REGULAR).fontSize(9.5);
  const height = Math.max(pdf.heightOfString(label, { width: labelWidth }), pdf.heightOfString(value, { width: valueWidth }));
  if (pdf.y + height > pdf.page.height - MARGIN.bottom) pdf.addPage();
  const top = pdf.y;
  pdf.text(label, MARGIN.left, top, { width: labelWidth });
  pdf.text(value, MARGIN.left + labelWidth, top, { width: valueWidth });
  pdf.x = MARGIN.left;
  pdf.y = top + height + 3;
}

/** Points: the box that a drawing is fitted into. */
const DRAWING = { width: 220, height: 80 };

/** As vectors: sharp at every size, and nothing but lines can come in. */
function writeDrawing(pdf: Pdf, { width: drawnWidth, height: drawnHeight, lines }: LetterDrawing): void {
  const scale = Math.min(DRAWING.width / drawnWidth, DRAWING.height / drawnHeight);
  if (pdf.y + DRAWING.height > pdf.page.height - MARGIN.bottom) pdf.addPage();
  const top = pdf.y;
  pdf.lineWidth(1.4).lineCap('round').lineJoin('round').strokeColor('#1a2a6c');
  for (const [first, ...others] of lines) {
    if (!first) continue;
    const at = ({ x, y }: { readonly x: number; readonly y: number }) => [MARGIN.left + x * scale, top + y * scale] as const;
    pdf.moveTo(...at(first));
    for (const point of others.length > 0 ? others : [{ x: first.x + 0.1 / scale, y: first.y }]) pdf.lineTo(...at(point));
    pdf.stroke();
  }
  pdf.lineWidth(0.5).strokeColor('#888888');
  pdf
    .moveTo(MARGIN.left, top + DRAWING.height)
    .lineTo(MARGIN.left + DRAWING.width, top + DRAWING.height)
    .stroke();
  pdf.x = MARGIN.left;
  pdf.y = top + DRAWING.height + 6;
}

/** The foot and the number of each page. */
function writeFeet(pdf: Pdf, { language, foot }: { readonly language: string; readonly foot: string }): void {
  const { texts, fill } = wordingFor(language);
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    pdf.switchToPage(index);
    const { margins, height } = pdf.page;
    const bottom = margins.bottom;
    margins.bottom = 0; // below the text's own margin; otherwise a page would be added
    const text = fill(texts.page, { page: index + 1, pages: count });
    pdf.font(REGULAR).fontSize(7);
    if (foot !== '') pdf.text(foot, MARGIN.left, height - 52, { width: width(pdf), lineBreak: false, ellipsis: true });
    pdf.fontSize(8).text(text, MARGIN.left, height - 40, { width: width(pdf), align: 'right', lineBreak: false });
    margins.bottom = bottom;
  }
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
