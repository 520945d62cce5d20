// Een aanbieder in TypeScript, met opzet niet volledig: toewijzen en declareren, geen verzoeken en geen kennisgevingen.

import { Declareren } from "./declareren.ts";
import { Systeem } from "./systeem.ts";

/** Met --eigen-klok zegt het systeem dat zijn tijd niet te verzetten is: dan is over een dag niet te oordelen. */
const clock = process.argv.includes("--eigen-klok") ? "none" : "virtual";
const system = new Systeem();
let claims = new Declareren(system), running = true;

const buttons: Record<string, (params: any) => void> = {
  start_zorg: (p) => system.start(system.find(p.toewijzing), p.begindatum),
  stop_zorg: (p) => system.stop(system.find(p.toewijzing), p.einddatum, p.reden),
  registreer_levering: (p) => claims.register(p),
  declareer: (p) => claims.claim(p),
  crediteer: (p) => claims.undo(p),
};

const messages: Record<string, (xml: string, release: string) => void> = {
  301: (xml, release) => system.receive(xml, release),
  304: (xml) => claims.answered(xml, "304"),
  306: (xml) => system.reported(xml, "305"),
  308: (xml) => system.reported(xml, "307"),
  325: (xml) => claims.answered(xml, "325"),
};

const verbs: Record<string, (params: any) => object> = {
  hello: () => ({
    name: "Voorbeeldaanbieder", version: "1.0", supplier: "migratietoets, voorbeeld", protocol: "1.2",
    roles: ["aanbieder"], domains: ["wmo", "jw"], processes: ["toewijzen", "declareren"],
    capabilities: { clock, notices: false, assess: false, plan: false, instructions: Object.keys(buttons) },
  }),
  reset: (params) => { system.reset(params); claims = new Declareren(system); return {}; },
  advance: ({ to }) => { system.advance(to); return {}; },
  deliver: ({ code, release, xml }) => { messages[code]?.(xml, release); return { accepted: code in messages }; },
  instruct: ({ command, params }) => { buttons[command]?.(params); return {}; },
  collect: () => ({ messages: system.collect(), notices: [] }),
  stop: () => { running = false; return {}; },
};

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
  for (const line of lines) process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...answer(line) })}\n`);
  if (!running) break;
}
