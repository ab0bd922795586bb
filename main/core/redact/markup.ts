import type { Treatment } from './treatment.ts';

const ELEMENT = /<((?:[\w.-]{1,60}:)?([\w.-]{1,60}))((?:\s[^<>]*)?)>([^<]+)<\/\1>/g;
const INPUT = /<input\b[^<>]*>/gi;
const NAME_ATTRIBUTE = /\bname\s{0,3}=\s{0,3}["']?([\w.-]{1,60})/i;
const VALUE_ATTRIBUTE = /(\bvalue\s{0,3}=\s{0,3})(?:"([^"]*)"|'([^']*)')/i;

/** Masks `<wsse:Password>` and its like, and the hidden fields in which sign-in pages carry codes and SAML messages. */
export function redactMarkup(text: string, treatment: Treatment): string {
  return text
    .replace(ELEMENT, (whole: string, tag: string, name: string, attributes: string, value: string) =>
      treatment.isSecret(name, value) ? `<${tag}${attributes}>${treatment.named(name, value)}</${tag}>` : whole,
    )
    .replace(INPUT, (tag) => {
      const name = NAME_ATTRIBUTE.exec(tag)?.[1] ?? '';
      return tag.replace(VALUE_ATTRIBUTE, (whole: string, lead: string, double?: string, single?: string) => {
        const value = double ?? single ?? '';
        return treatment.isSecret(name, value) ? `${lead}"${treatment.named(name, value)}"` : whole;
      });
    });
}
