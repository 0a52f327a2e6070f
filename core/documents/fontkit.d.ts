/** pdfkit's reader of fonts has no types of its own, and pdfkit's types do not know yet that it takes a font that is open already. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
  }
  export function create(bytes: Uint8Array): Font;
}

declare namespace PDFKit.Mixins {
  interface PDFFont {
    registerFont(name: string, src: import('fontkit').Font): this;
  }
}
