import { XMLBuilder } from 'fast-xml-parser';

/** An element's content: text, child elements, or several elements of the same name. `@attribute` sets an attribute. */
export type Xml = string | number | boolean | undefined | { readonly [name: string]: Xml | readonly Xml[] };

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

export function toXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`;
}
