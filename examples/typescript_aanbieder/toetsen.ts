// Wat er mis is met een 301 in release 3.0 (informatiemodel iWmo en iJw 3.0), met de retourcode die erbij hoort.

import { END_2020 } from "./dagen.ts";
import { all, type Domain, type Element, first, value } from "./xml.ts";

export const REFUSED = "0001";
const NEXT_TO_2021 = (end: string | null): boolean => end === null || end > END_2020;

/** De retourcode waarmee het hele bericht wordt afgekeurd, of null. */
export function refusal(message: Element, domain: Domain, today: string): string | null {
  const dated = value(message, "Header/BerichtIdentificatie/Dagtekening") ?? "";
  if (dated > today) return "8848"; // CS064
  const client = first(message, "Client");
  const wrong = client === undefined || people(client, domain, dated) || contacts(client) || products(client, dated);
  return wrong ? REFUSED : null;
}

function people(client: Element, domain: Domain, dated: string): boolean {
  const relations = all(client, "Relaties/Relatie");
  return !elevenTest(value(client, "Bsn") ?? "") // CS002
    || [client, ...relations].some((one) => birthday(first(one, "Geboortedatum"), dated) || name(first(one, "Naam"), domain))
    || (domain === "jw" && value(client, "Naam/NaamGebruik") === "6") // CS318
    || (value(client, "Communicatie/Vorm") === "1") !== (value(client, "Communicatie/Taal") !== null) // CD007
    || twice(relations.map((one) => value(one, "Nummer"))); // TR101
}

function birthday(birth: Element | undefined, dated: string): boolean {
  if (birth === undefined) return false;
  const day = value(birth, "Datum") ?? "", use = value(birth, "DatumGebruik");
  if (use === "3") return day !== "1900-01-01"; // TR097
  const oldest = String(Number(dated.slice(0, 4)) - 120) + dated.slice(4);
  return day > dated || day < oldest // CS023, TR002
    || (use === "1" && !day.endsWith("-01")) || (use === "2" && !day.endsWith("-01-01")); // TR097
}

function name(full: Element | undefined, domain: Domain): boolean { // CS050
  const use = value(full, "NaamGebruik") ?? "";
  if (first(full, "Partnernaam") !== undefined) return !"1234".includes(use);
  return use !== "1" && !(domain === "jw" && use === "6");
}

function contacts(client: Element): boolean {
  const own = all(client, "Contactgegevens/Contact");
  return !own.some((one) => ["01", "02", "03"].includes(value(one, "Soort") ?? "")) // TR061
    || twice(own.map((one) => `${value(one, "Soort")} ${value(one, "Periode/Begindatum")}`)) // TR101
    || [...own, ...all(client, "Relaties/Relatie/Contact")].some(contact);
}

function contact(one: Element): boolean {
  const kind = value(one, "Soort"), postcode = value(one, "Adres/Postcode"), country = value(one, "Adres/LandCode");
  const house = first(one, "Adres/Huis"), begin = value(one, "Periode/Begindatum"), end = value(one, "Periode/Einddatum");
  return (kind !== "04" && first(one, "Periode") !== undefined) // CD009
    || (begin !== null && end !== null && end < begin) // CS003
    || (postcode !== null) !== (country !== null) // CD005
    || (country === "NL" && house === undefined) // CD025
    || ((kind === "01" || kind === "03") && postcode === null) // CD034
    || (country === "NL" && !/^[1-9]\d{3}[A-Z]{2}$/.test(postcode ?? "")) // CS089
    || (first(one, "Telefoon") === undefined && (house === undefined || postcode === null)); // TR006
}

function products(client: Element, dated: string): boolean {
  const lines = all(client, "ToegewezenProducten/ToegewezenProduct");
  return twice(lines.map((one) => value(one, "ToewijzingNummer"))) // TR101
    || lines.some((one) => product(one, dated))
    || lines.some((one, place) => lines.slice(place + 1).some((other) => overlap(one, other))); // TR302
}

function product(one: Element, dated: string): boolean {
  const begin = value(one, "Ingangsdatum") ?? "", end = value(one, "Einddatum"), code = value(one, "Product/Code");
  const volume = first(one, "Omvang") !== undefined, budget = first(one, "Budget") !== undefined;
  const unit = value(one, "Omvang/Eenheid") ?? "", frequency = value(one, "Omvang/Frequentie") ?? "", open = NEXT_TO_2021(end);
  return (end !== null && end < begin) // CS003
    || (value(one, "Toewijzingsdatum") ?? "") > dated // CS023
    || (code !== null && !volume) // CD041
    || (budget && (end === null || volume)) // CD075, CD077, CD078
    || (end === null && ["2", "6"].includes(frequency)) // CD076
    || (!budget && first(one, "Product") === undefined) // CD079
    || (volume && code === null && open) // CD080
    || (volume && open && ["14", "16", "83", "84"].includes(unit) && !["2", "4", "6"].includes(frequency)) // CD081
    || (volume && open && ["3", "5"].includes(frequency)) // CS104
    || ["21", "81"].includes(unit); // CS330
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [one, other].map((line) => ({
    category: value(line, "Product/Categorie"), code: value(line, "Product/Code"),
    begin: value(line, "Ingangsdatum")!, end: value(line, "Einddatum") ?? "9999-12-31",
  }));
  const cancelled = [a, b].some((line) => line.begin === line.end);
  const same = a.category === null || b.category === null
    || (a.category === b.category && (a.code === null || b.code === null || a.code === b.code));
  return !cancelled && same && a.begin <= b.end && b.begin <= a.end;
}

const twice = (keys: unknown[]): boolean => new Set(keys).size < keys.length;

function elevenTest(bsn: string): boolean {
  const sum = [...bsn].reduce((total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place), 0);
  return bsn.length === 9 && sum % 11 === 0;
}
