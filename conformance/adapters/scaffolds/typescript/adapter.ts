// Uw systeem, als adapter: het beantwoordt elk bericht dat binnenkomt met zijn retourbericht, en doet verder nog niets.
// Vervang werkwoord voor werkwoord de inhoud door een aanroep van uw eigen systeem.

/** Het bericht dat binnenkomt -> het retourbericht. Een 303 en een 323 krijgen een eigen antwoord: 304 en 325. */
const RETOUR_OF: Record<string, string> = { 301: "302", 305: "306", 307: "308", 315: "316", 317: "318", 319: "320" };

let now = "", outbox: object[] = [], count = 0, running = true;

/** Zet een bericht klaar, verstuurd op de tijd van de kit: er is geen andere klok. */
function send(code: string, release: string, xml: string) {
  outbox.push({ code, release, sent_at: now, xml });
}

/** Eén functie per werkwoord; elke krijgt een object en geeft een object terug. */
const verbs: Record<string, (params: any) => object> = {
  // Wie bent u, en wat kunt u? Noem alleen wat er is: daarop wordt getoetst.
  hello: () => ({
    name: "Mijn systeem", version: "0.1", supplier: "Mijn bedrijf", protocol: "1.2",
    roles: ["gemeente", "aanbieder"], domains: ["wmo", "jw"], processes: ["toewijzen"],
    capabilities: { clock: "virtual", notices: false, assess: false, plan: false },
  }),
  // Begin schoon: het is nu params.now, en u hebt de toewijzingen van params.stock.
  reset: (params) => { now = params.now; outbox = []; count = 0; return {}; },
  // Het is nu params.to: doe wat uw systeem onderweg uit zichzelf gedaan zou hebben.
  advance: (params) => { now = params.to; return {}; },
  // Er komt een bericht binnen. Lees het, verwerk het, en zet het antwoord klaar.
  deliver: ({ code, release, xml }) => {
    const answer = RETOUR_OF[code];
    if (answer) send(answer, release, retour(xml, code, answer, `R${++count}`, now.slice(0, 10)));
    return { accepted: true };
  },
  // Een medewerker drukt op de knop params.command. Wat u niet kent, beantwoordt u met {}.
  instruct: () => ({}),
  // Geef wat er sinds de vorige keer is verstuurd.
  collect: () => { const messages = outbox; outbox = []; return { messages, notices: [] }; },
  // Tot ziens.
  stop: () => { running = false; return {}; },
};

/** Het retourbericht met 0200 (in orde): de kop van wat u ontving, met uw eigen gegevens erachter. */
function retour(xml: string, code: string, answer: string, number: string, day: string): string {
  const end = /<\/([^<>]*:|)Header\s*>/.exec(xml)!;
  const head = xml.slice(0, end.index).replace(/<[^>]*>/g, (tag) => tag.replaceAll(code, answer))
    .replace(/(BerichtCode>)(\d+)/g, (_, name, value) => name + (Number(value) + 1));
  const prefix = end[1].replace(code, answer);
  const version = head.split(`${prefix}XsdVersie>`)[1].slice(0, -"</".length);
  const codes = `<${prefix}RetourCode>0200</${prefix}RetourCode>`;
  const own = { IdentificatieRetour: number, DagtekeningRetour: day, XsdVersieRetour: version, RetourCodes: codes };
  const tail = Object.entries(own).map(([name, value]) => `<${prefix}${name}>${value}</${prefix}${name}>\r\n`).join("");
  return `${head}${tail}</${prefix}Header>\r\n</${prefix}Bericht>\r\n`;
}

/** Het antwoord op één regel; wat misgaat is ook een antwoord, en het programma leeft door. */
function answer(line: string): object {
  let id = null;
  try {
    const query = JSON.parse(line);
    id = query.id;
    if (!Object.hasOwn(verbs, query.method)) return { id, error: { code: -32601, message: `onbekend: ${query.method}` } };
    return { id, result: verbs[query.method](query.params) };
  } catch (error) {
    return { id, error: { code: id === null ? -32700 : -32000, message: String(error) } };
  }
}

let received = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  const lines = (received + chunk).split("\n");
  received = lines.pop()!;
  for (const line of lines) process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...answer(line) }) + "\n");
  if (!running) break;
}
