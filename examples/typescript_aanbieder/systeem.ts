// Eén aanbieder-systeem: de klok, de post, en de toewijzingen waarvan het weet.

import { earlier, later, type Period, quiet, release, shift, workdaysLater } from "./dagen.ts";
import { refusal, REFUSED } from "./toetsen.ts";
import { all, build, cdt, type Content, type Domain, type Element, first, parse, value } from "./xml.ts";

export type Toewijzing = {
  aanbieder: string; bsn: string; number: string | null; category: string | null; code: string | null;
  begin: string; end: string | null; volume: number | null; unit: string | null; frequency: string | null;
  budget: number | null; reason: string | null; heard: string;
  started: string | null; stopped: string | null;
};

export const CODES = {
  wmo: { "301": 414, "305": 418, "307": 420, "303-D": 416, "303-F": 448, "323": 484 },
  jw: { "301": 436, "305": 438, "307": 440, "303-D": 432, "303-F": 450, "323": 490 },
};

export class Systeem {
  now = ""; domain: Domain = "wmo"; gemeente = "";
  toewijzingen: Toewijzing[] = [];
  clients = new Map<string, any>();
  waiting: (() => boolean)[] = []; // wat nog niet verstuurd mag worden; true als het gelukt is
  sent = new Map<string, () => void>(); // soort en identificatie -> wat er opnieuw moet als het geweigerd wordt
  private outbox: object[] = [];
  private seen = new Set<string>();
  private count = 0;

  get today(): string { return this.now.slice(0, 10); }

  reset({ now, domain, gemeente, stock, clients }: any): void {
    Object.assign(this, { now, domain, gemeente, waiting: [], sent: new Map(), outbox: [], seen: new Set(), count: 0 });
    this.clients = new Map(clients.map((one: any) => [one.bsn, one]));
    this.toewijzingen = stock.map((one: any) => ({
      aanbieder: one.aanbieder, bsn: one.bsn, number: one.toewijzingnummer, category: one.categorie, code: one.code,
      begin: one.ingangsdatum, end: one.einddatum, volume: one.volume, unit: one.eenheid, frequency: one.frequentie,
      budget: one.budget, reason: null, heard: this.today, started: one.gestart ? one.ingangsdatum : null, stopped: null,
    }));
  }

  advance(to: string): void {
    this.now = to;
    this.stopWhatEnded();
    this.work();
  }

  /** Doe wat wacht en nu mag. */
  work(): void {
    this.waiting = this.waiting.filter((one) => quiet(this.today) || !one());
  }

  when(task: () => boolean): void {
    this.waiting.push(task);
    this.work();
  }

  number(letter: string): string { return `${letter}${String(++this.count).padStart(8, "0")}`; }

  send(code: string, version: string, content: Content): void {
    this.outbox.push({ code, release: version, sent_at: this.now, xml: build(code, version, this.domain, content) });
  }

  collect(): object[] {
    const messages = this.outbox;
    this.outbox = [];
    return messages;
  }

  header(berichtcode: number, version: string, aanbieder: string, number: string): Content {
    const [major, minor] = version === "2.4" ? [2, 4] : [3, 0];
    return {
      BerichtCode: berichtcode, BerichtVersie: major, BerichtSubversie: minor, Afzender: aanbieder, Ontvanger: this.gemeente,
      BerichtIdentificatie: cdt({ Identificatie: number, Dagtekening: this.today }), XsdVersie: this.xsd(version),
    };
  }

  xsd(version: string): any {
    return cdt(version === "2.4"
      ? { BasisschemaXsdVersie: "1.0.0", BerichtXsdVersie: "1.0.0" }
      : { BasisschemaXsdVersie: "1.2.0", BerichtXsdVersie: "1.0.2" });
  }

  person(bsn: string): Content {
    const who = this.clients.get(bsn);
    return {
      Bsn: bsn, Geboortedatum: cdt({ Datum: who.geboortedatum }), Geslacht: who.geslacht,
      Naam: cdt({
        Geslachtsnaam: { Achternaam: who.achternaam, Voorvoegsel: who.voorvoegsel },
        Voornamen: who.voornamen, Voorletters: who.voorletters,
      }),
    };
  }

  find(t: any): Toewijzing | undefined {
    return this.toewijzingen.find((one) => one.aanbieder === t.aanbieder && one.bsn === t.bsn && one.number === t.toewijzingnummer
      && one.category === t.categorie && one.code === t.code && one.begin === t.ingangsdatum);
  }

  // ---- Toewijzingen ontvangen

  receive(xml: string, version: string): void {
    const message = parse(xml), header = first(message, "Header");
    const name = `${value(header, "Afzender")} ${value(header, "BerichtIdentificatie/Identificatie")}`;
    const again = this.seen.has(name); // TR056
    this.seen.add(name);
    const code = again ? "9056" : version === "3.0" ? refusal(message, this.domain, this.today) : null;
    const lines = all(message, "Client/ToegewezenProducten/ToegewezenProduct")
      .concat(all(message, "Client/Beschikking/ToegewezenProducten/ToegewezenProduct"));
    const refused = code ? [] : lines.map((line) => version === "3.0" && this.taken(message, line)); // TR332
    if (!code) lines.forEach((line, place) => refused[place] || this.note(message, line));
    this.answer(xml, version, code ?? (refused.includes(true) ? null : "0200"), refused);
  }

  private answer(xml: string, version: string, code: string | null, refused: boolean[]): void {
    const prefix = /<(\w+:|)Header/.exec(xml)![1], end = `</${prefix}Header>`, mine = prefix.replace("301", "302");
    const [, head, body] = new RegExp(`^(.*?)${end}(.*)$`, "s").exec(xml)!;
    const codes = (one: string): string => `<${mine}RetourCodes><${mine}RetourCode>${one}</${mine}RetourCode></${mine}RetourCodes>`;
    const xsd = new RegExp(`<${prefix}XsdVersie>(.*?)</${prefix}XsdVersie>`, "s").exec(head)![1];
    const retour = (text: string): string => text.replace(/<[^>]*>/g, (tag) => tag.replaceAll("301", "302"));
    let line = 0;
    const rest = retour(body).replace(new RegExp(`</${mine}(Contact|Relatie|ToegewezenProduct|Client)>`, "g"), (close, what) =>
      codes(what === "ToegewezenProduct" && refused[line++] ? "9332" : "0200") + close);
    this.send302(version, retour(head).replace(/(BerichtCode>)(\d+)/, (_, name, old) => name + (Number(old) + 1))
      + `<${mine}IdentificatieRetour>${this.number("R")}</${mine}IdentificatieRetour><${mine}DagtekeningRetour>${this.today}</${mine}DagtekeningRetour>`
      + `<${mine}XsdVersieRetour>${xsd}</${mine}XsdVersieRetour>${code ? codes(code) : ""}</${mine}Header>${code ? `</${mine}Bericht>` : rest}`);
  }

  private send302(version: string, xml: string): void {
    this.outbox.push({ code: "302", release: version, sent_at: this.now, xml: xml.replace(/\r?\n/g, "\r\n") });
  }

  /** Of een nummer al van een andere toewijzing is. */
  private taken(message: Element, line: Element): boolean {
    const one = this.read(message, line);
    const same = this.toewijzingen.filter((t) => t.number === one.number);
    return same.length > 0 && !same.some((t) => this.equal(t, one));
  }

  private unique(t: Toewijzing): boolean {
    return t.number !== null && !this.toewijzingen.some((one) => one !== t && one.number === t.number && one.begin < (one.end ?? "9999"));
  }

  private equal(a: Toewijzing, b: Toewijzing): boolean {
    return a.aanbieder === b.aanbieder && a.bsn === b.bsn && a.number === b.number && a.category === b.category
      && a.code === b.code && a.begin === b.begin;
  }

  private note(message: Element, line: Element): void {
    const one = this.read(message, line), old = this.toewijzingen.find((t) => this.equal(t, one));
    if (old) Object.assign(old, { ...one, started: old.started, stopped: old.stopped });
    else this.toewijzingen.push(one);
  }

  private read(message: Element, line: Element): Toewijzing {
    const amount = (path: string): number | null => (value(line, path) === null ? null : Number(value(line, path)));
    return {
      aanbieder: value(message, "Header/Ontvanger")!, bsn: value(message, "Client/Bsn")!, number: value(line, "ToewijzingNummer"),
      category: value(line, "Product/Categorie"), code: value(line, "Product/Code"), begin: value(line, "Ingangsdatum")!,
      end: value(line, "Einddatum"), volume: amount("Omvang/Volume"), unit: value(line, "Omvang/Eenheid"),
      frequency: value(line, "Omvang/Frequentie"), budget: amount("Budget"), reason: value(line, "RedenWijziging"),
      heard: this.today, started: null, stopped: null,
    };
  }

  // ---- Starten en stoppen

  start(t: Toewijzing | undefined, day: string): void {
    if (!t || (t.started && !t.stopped)) return;
    Object.assign(t, { started: day, stopped: null });
    this.report("305", t, { Begindatum: day }, day);
  }

  stop(t: Toewijzing | undefined, day: string, reason: string): void {
    if (!t || !t.started || t.stopped) return;
    t.stopped = day;
    this.report("307", t, { Begindatum: t.started, RedenBeeindiging: reason, Einddatum: day }, day);
  }

  /** Zorg waarvan de toewijzing voorbij is, en waarvan niemand de stop meldde. */
  private stopWhatEnded(): void {
    for (const t of this.toewijzingen) {
      if (t.end === null || t.end >= this.today || !t.started || t.stopped) continue;
      if (workdaysLater(later(t.end, t.heard), 3) > this.today || (!this.unique(t) && release(this.today) === "3.0")) continue;
      const planned = this.domain === "wmo" ? "19" : "31";
      this.stop(t, later(t.end, t.started), t.reason === null ? planned : t.reason === "02" ? "02" : this.today < "2021-01-01" ? planned : "36");
    }
  }

  private report(kind: "305" | "307", t: Toewijzing, what: Content, day: string): void {
    this.when(() => {
      const version = release(this.today), number = this.number("Z"), old = version === "2.4";
      if (day > this.today) return false; // CS023: niet voor het zover is
      if (!old && !this.unique(t)) return true; // MT-03: in 3.0 gaat er niets over een toewijzing zonder uniek nummer
      const noun = kind === "305" ? "Start" : "Stop";
      this.sent.set(`${kind} ${number}`, () => this.report(kind, t, what, day));
      this.send(kind, version, {
        Header: this.header(CODES[this.domain][kind], version, t.aanbieder, number),
        Client: {
          ...this.person(t.bsn), StatusAanlevering: old ? "1" : null,
          [`${noun}Producten`]: {
            [`${noun}Product`]: {
              ToewijzingNummer: t.number,
              Product: t.category === null ? null : cdt({ Categorie: t.category, Code: t.code }),
              ToewijzingIngangsdatum: t.begin, ...what, StatusAanlevering: "1",
            },
          },
        },
      });
      return true;
    });
  }

  /** Een 306 of 308: wat als geheel geweigerd is, gaat opnieuw. */
  reported(xml: string, kind: string): void {
    const header = first(parse(xml), "Header");
    const refused = all(header, "RetourCodes/RetourCode").some((one) => one.text === REFUSED);
    if (refused) this.sent.get(`${kind} ${value(header, "BerichtIdentificatie/Identificatie")}`)?.();
  }
}

/** Het deel van een periode waarin een toewijzing geldt. */
export const within = (t: Toewijzing, period: Period): Period =>
  ({ begin: later(period.begin, t.begin), end: earlier(period.end, t.end) });
export const follows = (t: Toewijzing): string => shift(t.end!, 1);
