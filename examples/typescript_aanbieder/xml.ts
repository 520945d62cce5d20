// Berichten lezen en schrijven, met zo weinig als daarvoor nodig is.

export type Element = { name: string; text: string; children: Element[] };

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.replace(/&(#x?[\da-fA-F]+|\w+);/g, (all, name: string) =>
    name[0] === "#" ? String.fromCodePoint(Number(name[1] === "x" ? `0${name.slice(1)}` : name.slice(1))) : (ENTITIES[name] ?? all));
const escaped = (text: string): string => text.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c]!);

/** De boom van een bericht; voorvoegsels tellen niet. */
export function parse(xml: string): Element {
  if (/<!DOCTYPE/i.test(xml)) throw new Error("een DOCTYPE hoort niet in een bericht");
  const top: Element = { name: "", text: "", children: [] };
  const open = [top];
  for (const [, closing, name, empty, text] of xml.replace(/<\?.*?\?>|<!--.*?-->/gs, "").matchAll(/<(\/?)([^\s\/>]+)[^>]*?(\/?)>|([^<]+)/g)) {
    const parent = open[open.length - 1];
    if (text !== undefined) parent.text += plain(text);
    else if (closing) { if (open.length === 1 || open.pop()!.name !== local(name)) throw new Error(`${name} sluit niets`); }
    else {
      const element = { name: local(name), text: "", children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error("dit is geen heel bericht");
  return top.children[0];
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Alle elementen op een pad als "Client/Contactgegevens/Contact". */
export function all(element: Element | undefined, path: string): Element[] {
  let found = element ? [element] : [];
  for (const name of path.split("/")) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

export const first = (element: Element | undefined, path: string): Element | undefined => all(element, path)[0];
/** De tekst op een pad, of null waar niets staat. */
export const value = (element: Element | undefined, path: string): string | null => first(element, path)?.text.trim() || null;

/** Wat in een CDT staat: dat ligt in de naamruimte van het basisschema. */
export class Composite {
  content: Content;
  constructor(content: Content) { this.content = content; }
}
export type Value = string | number | null | undefined | Composite | Content | Value[];
export type Content = { [name: string]: Value };
export const cdt = (content: Content): Composite => new Composite(content);

const MESSAGES = { wmo: ["iwmo", "wmo"], jw: ["ijw", "jw"] } as const;
export type Domain = keyof typeof MESSAGES;

/** Een bericht als XML in UTF-8 met CR/LF; de volgorde van de inhoud is die van het schema. */
export function build(code: string, release: string, domain: Domain, content: Content): string {
  const [base, prefix] = MESSAGES[domain], name = prefix + code;
  const uri = (part: string): string => `http://www.istandaarden.nl/${base}/${release.replace(".", "_")}/${part}/schema`;
  const body = Object.entries(content).map(([child, one]) => write(child, one, name, base)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\r\n<${name}:Bericht xmlns:${base}="${uri("basisschema")}" xmlns:${name}="${uri(name)}">\r\n${body}</${name}:Bericht>\r\n`;
}

function write(name: string, value: Value, prefix: string, base: string): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => write(name, one, prefix, base)).join("");
  const inside = value instanceof Composite ? base : prefix;
  const content = value instanceof Composite ? value.content : value;
  const body = typeof content === "object"
    ? `\r\n${Object.entries(content).map(([child, one]) => write(child, one, inside, base)).join("")}`
    : escaped(String(content));
  return `<${prefix}:${name}>${body}</${prefix}:${name}>\r\n`;
}
