// Leveringen, en waar en wanneer zij gedeclareerd worden (Declareren, dia's Van 4-wekelijks naar maandelijks; IV076-IV091).

import { contains, days, END_2020, fourWeeks, mondayOfWeek, month, months, type Period, sunday, sundays, weeks } from "./dagen.ts";
import { CODES, follows, type Systeem, type Toewijzing, within } from "./systeem.ts";
import { all, cdt, type Content, first, parse, value } from "./xml.ts";
import { REFUSED } from "./toetsen.ts";

type Delivery = {
  t: Toewijzing; said: string; monday: string | null; day: string; output: boolean; category: string | null; code: string | null;
  volume: number; unit: string; tariff: number | null; agreed: string | null; left: number;
};
type Status = "open" | "approved" | "rejected" | "refused";
type Claim = {
  reference: string; t: Toewijzing; category: string; code: string; period: Period; volume: number; unit: string;
  tariff: number | null; amount: number; kind: Kind; taken: Map<Delivery, number>; status: Status; credited: boolean; credits?: Claim;
};
type Kind = "303-D" | "303-F" | "323";
type Order = { aanbieder: string; tot_en_met: string; bericht_2020: "303-D" | "303-F"; periode_2020: string };
const RATE: Record<string, number> = { "04 01": 60, "01 04": 1 / 60 };

export class Declareren {
  private deliveries: Delivery[] = [];
  private claims: Claim[] = [];
  private messages = new Map<string, { claims: Claim[]; order: Order | null }>();
  private last = new Map<string, Period>();

  private system: Systeem;

  constructor(system: Systeem) { this.system = system; }

  register(p: any): void {
    const t = this.system.find(p.toewijzing);
    if (!t) return;
    const monday = p.geleverd.includes("-W") ? mondayOfWeek(p.geleverd) : null;
    this.deliveries.push({
      t, said: p.geleverd, monday, day: monday ?? p.geleverd, output: p.uitvoering === "output", category: p.categorie, code: p.code,
      volume: p.volume, unit: p.eenheid, tariff: p.tarief, agreed: p.afspraak, left: p.volume,
    });
  }

  // ---- Waar een levering hoort: bij welke toewijzing, en op welke dag zij telt

  private covering(d: Delivery, day: string): Toewijzing | undefined {
    const fits = (t: Toewijzing): boolean => t.aanbieder === d.t.aanbieder && t.bsn === d.t.bsn && t.begin <= day
      && (t.end === null || (day <= t.end && t.begin < t.end)) && (t.category === null || t.category === (d.category ?? d.t.category))
      && (t.code === null || t.code === (d.code ?? d.t.code));
    return fits(d.t) ? d.t : this.system.toewijzingen.find(fits);
  }

  private place(d: Delivery): { t: Toewijzing | undefined; day: string } {
    if (!d.output) return { t: this.covering(d, d.day), day: d.day };
    const end = sunday(d.day), t = this.covering(d, d.day) ?? this.covering(d, end);
    if (!t || t.end === null || end <= t.end) return { t, day: end };
    const next = this.covering({ ...d, t: { ...d.t, begin: "9999" } }, follows(t));
    if (!next || next.begin !== follows(t) || next.begin > end) return { t, day: t.end };
    return t.end === END_2020 && d.agreed !== "2021" ? { t, day: t.end } : { t: next, day: end };
  }

  // ---- Declareren

  claim(order: Order): void {
    this.system.when(() => {
      const groups = new Map<string, { t: Toewijzing; period: Period; all: Delivery[] }>();
      for (const d of this.deliveries) {
        const { t, day } = this.place(d);
        if (!t || t.aanbieder !== order.aanbieder || d.left <= 0) continue;
        const period = day <= END_2020 && order.periode_2020 === "vier_weken" ? fourWeeks(day) : month(day);
        if (period.end > order.tot_en_met || (day > END_2020 && t.number === null)) continue;
        const key = JSON.stringify([this.system.toewijzingen.indexOf(t), period.begin, d.category, d.code, d.unit, d.tariff, d.output]);
        groups.set(key, { t, period, all: [...(groups.get(key)?.all ?? []), d] });
      }
      const sorted = [...groups.values()].sort((a, b) => (a.period.begin < b.period.begin ? -1 : 1));
      const ready = new Map<string, { kind: Kind; period: Period; claims: Claim[] }>();
      for (const { t, period, all } of sorted) {
        const kind = period.end > END_2020 ? "323" : order.bericht_2020;
        const one = this.prestatie(t, period, kind, all);
        if (!one) continue;
        this.claims.push(one);
        const key = kind + period.begin;
        ready.set(key, { kind, period, claims: [...(ready.get(key)?.claims ?? []), one] });
      }
      for (const { kind, period, claims } of ready.values()) this.submit(kind, period, claims, order);
      return true;
    });
  }

  private prestatie(t: Toewijzing, period: Period, kind: Kind, all: Delivery[]): Claim | null {
    const { unit: given, tariff: rate, output, category, code } = all[0], unit = t.unit ?? given;
    const factor = RATE[`${given} ${unit}`] ?? 1, own = within(t, period);
    const wanted = all.reduce((sum, d) => sum + d.left * factor, 0);
    const whole = factor < 1 ? Math.max(1, Math.floor(wanted + 0.5)) : wanted; // IV079
    const price = (volume: number): number => (rate === null ? volume : Math.floor((volume * rate) / factor + 0.5));
    let volume = Math.min(whole, this.room(t, own, output));
    if (t.budget !== null) {
      const left = t.budget - this.counted(t).reduce((sum, one) => sum + one.amount, 0);
      while (volume > 0 && price(volume) > left) volume--;
    }
    if (volume <= 0) return null;
    const taken = new Map<Delivery, number>();
    let need = volume === whole ? wanted : volume;
    for (const d of all) {
      const part = Math.min(d.left, need / factor);
      need -= part * factor;
      d.left -= part;
      if (part > 0) taken.set(d, part);
    }
    return {
      reference: this.system.number("P"), t, category: t.category ?? category ?? "", code: t.code ?? code ?? "", period: own, volume, unit,
      tariff: rate === null ? null : Math.floor(rate / factor + 0.5), amount: price(volume), kind, taken, status: "open", credited: false,
    };
  }

  /** Wat al gedeclareerd is en telt. */
  private counted(t: Toewijzing): Claim[] {
    return this.claims.filter((one) => one.t === t && !one.credited && !one.credits && ["open", "approved"].includes(one.status));
  }

  /** Hoeveel er in deze periode nog bij mag (IV077, IV078, TR321, TR322). */
  private room(t: Toewijzing, period: Period, output: boolean): number {
    if (t.volume === null) return Infinity;
    const volume = t.volume, claims = this.counted(t), whole = t.end === null ? null : { begin: t.begin, end: t.end };
    const times = (p: Period): number => {
      switch (t.frequency) {
        case "1": return days(p);
        case "2": return output ? sundays(p) + Number(p.end === t.end && sunday(p.end) !== p.end) : weeks(p);
        case "3": return Math.ceil(days(p) / 28);
        case "4": return months(p);
        default: return 1;
      }
    };
    const used = (some: Claim[]): number => some.reduce((sum, one) => sum + one.volume, 0);
    const inPeriod = volume * times(period) - used(claims.filter((one) => one.period.begin === period.begin));
    return Math.min(inPeriod, whole ? volume * times(whole) - used(claims) : Infinity);
  }

  private submit(kind: Kind, wanted: Period, claims: Claim[], order: Order | null): void {
    const { system } = this, aanbieder = claims[0].t.aanbieder, number = system.number("D");
    const key = `${aanbieder} ${kind.slice(0, 3)}`, last = this.last.get(key), period = last && wanted.end < last.end ? last : wanted; // IV090
    this.last.set(key, period);
    this.messages.set(number, { claims, order });
    const total = claims.reduce((sum, one) => sum + (one.credits ? -one.amount : one.amount), 0);
    const sum = cdt({ TotaalBedrag: Math.abs(total), DebetCredit: total < 0 ? "C" : "D" });
    const from = cdt({ Begindatum: period.begin, Einddatum: period.end });
    const clients = [...new Set(claims.map((one) => one.t.bsn))].map((bsn) => ({
      ...(kind === "323" ? { Bsn: bsn } : system.person(bsn)),
      Prestaties: { Prestatie: claims.filter((one) => one.t.bsn === bsn).map((one) => (kind === "323" ? this.line323(one) : this.line303(one))) },
    }));
    if (kind === "323") {
      system.send("323", "3.0", {
        Header: system.header(CODES[system.domain]["323"], "3.0", aanbieder, number),
        Declaratie: {
          DeclaratieNummer: number, DeclaratiePeriode: from, DeclaratieDagtekening: system.today, TotaalIngediendBedrag: sum,
          Clienten: { Client: clients },
        },
      });
      return;
    }
    const identity = { DeclaratiePeriode: { Begindatum: period.begin, Einddatum: period.end }, DeclarantFactuurNummer: number, FactuurDagtekening: system.today, ValutaCode: "EUR" };
    system.send("303", "2.4", {
      Header: {
        BerichtCode: CODES[system.domain][kind], BerichtVersie: 2, BerichtSubversie: 4, Gemeente: system.gemeente, Aanbieder: aanbieder,
        BetalingAanID: "02", DeclaratieFactuurIdentificatie: cdt(identity),
        DeclaratieFactuurBedragen: cdt({ DeclaratieFactuurTotaalBedrag: sum.content }), XsdVersie: system.xsd("2.4"),
      },
      Clienten: { Client: clients },
    });
  }

  private line323(one: Claim): Content {
    return {
      ProductReferentie: this.references(one), ToewijzingNummer: one.t.number, ProductCategorie: one.category, ProductCode: one.code,
      ProductPeriode: cdt({ Begindatum: one.period.begin, Einddatum: one.period.end }), GeleverdVolume: one.volume, Eenheid: one.unit,
      ProductTarief: one.tariff, IngediendBedrag: cdt(this.amount(one)),
    };
  }

  private line303(one: Claim): Content {
    return {
      ToewijzingNummer: one.t.number, ProductCategorie: one.category, ProductCode: one.code,
      ProductPeriode: cdt({ Begindatum: one.period.begin, Einddatum: one.period.end }),
      IngediendeBedragPrestatie: cdt({
        GeleverdVolume: one.volume, Eenheid: one.unit, ProductTarief: one.tariff,
        BtwVrijstellingIndicatie: one.kind === "303-F" ? "1" : null, DeclaratieFactuurBedrag: this.amount(one),
      }),
      ProductReferentie: this.references(one),
    };
  }

  private references = (one: Claim) => cdt({ ReferentieNummer: one.reference, VorigReferentieNummer: one.credits?.reference });
  private amount = (one: Claim): Content => ({ Bedrag: one.amount, DebetCredit: one.credits ? "C" : "D" });

  // ---- Het antwoord van de gemeente (304, 325)

  answered(xml: string, kind: string): void {
    const message = parse(xml), header = first(message, "Header");
    const number = value(header, kind === "304" ? "DeclaratieFactuurIdentificatie/DeclarantFactuurNummer" : "DeclaratieIdentificatie/Identificatie");
    const sent = this.messages.get(number ?? "");
    if (!sent) return;
    const codes = all(header, "RetourCodes/RetourCode").map((one) => one.text);
    if (codes.includes(REFUSED)) return this.refused(sent);
    const rejected = new Set(all(message, kind === "304" ? "Clienten/Client/Prestaties/Prestatie" : "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie")
      .filter((one) => all(one, "RetourCodes/RetourCode").some((code) => code.text !== "0200"))
      .map((one) => value(one, "ProductReferentie/ReferentieNummer")));
    for (const one of sent.claims) one.status = rejected.has(one.reference) ? "rejected" : "approved";
  }

  /** Een geweigerd bericht telt als niet ontvangen: hetzelfde gaat opnieuw. */
  private refused({ claims, order }: { claims: Claim[]; order: Order | null }): void {
    for (const one of claims) {
      one.status = "refused";
      one.taken.forEach((part, d) => { d.left += part; });
    }
    if (order) this.claim(order);
    else for (const one of claims) this.credit(one.credits!);
  }

  // ---- Crediteren

  undo(p: any): void {
    this.system.when(() => {
      const t = this.system.find(p.toewijzing);
      const found = this.claims.findLast((one) => !one.credits && !one.credited && one.status !== "refused"
        && [...one.taken.keys()].some((d) => d.t === t && d.said === p.geleverd));
      if (found && (found.status === "approved" || found.kind === "303-F")) this.credit(found);
      return true;
    });
  }

  private credit(debit: Claim): void {
    debit.credited = true;
    const one: Claim = { ...debit, reference: this.system.number("P"), credits: debit, taken: new Map(), status: "open" };
    this.claims.push(one);
    const period = debit.kind === "323" ? month(debit.period.begin) : debit.period;
    this.submit(debit.kind, period, [one], null);
  }
}
