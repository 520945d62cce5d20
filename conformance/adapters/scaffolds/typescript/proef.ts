// Een rooktest zonder de kit: `node proef.ts`.
import assert from "node:assert";
import { spawnSync } from "node:child_process";

const header = "<w:BerichtCode>414</w:BerichtCode><w:XsdVersie><i:X>1</i:X></w:XsdVersie>";
const xml = `<w:Bericht xmlns:w="http://voorbeeld.nl/wmo301" xmlns:i="http://voorbeeld.nl/i"><w:Header>${header}</w:Header></w:Bericht>`;
const questions = [
  ["hello", {}],
  ["reset", { now: "2020-10-01T09:00:00+02:00", stock: [] }],
  ["advance", { to: "2020-10-02T09:00:00+02:00" }],
  ["deliver", { code: "301", release: "2.4", xml }],
  ["collect", {}],
  ["bestaat_niet", {}],
  ["stop", {}],
].map(([method, params], id) => JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n");

const { stdout, status } = spawnSync(process.execPath, ["adapter.ts"], { input: questions.join(""), encoding: "utf8" });
const answers = stdout.trim().split("\n").map((line) => JSON.parse(line));
assert.equal(status, 0);
assert.deepEqual(answers.map((one) => one.id), [0, 1, 2, 3, 4, 5, 6]);
assert(answers[0].result.processes.includes("toewijzen"));
const [message] = answers[4].result.messages;
assert.deepEqual([message.code, message.sent_at], ["302", "2020-10-02T09:00:00+02:00"]);
for (const part of ["wmo302", ">415<", ">0200<", ">2020-10-02<"]) assert(message.xml.includes(part), message.xml);
assert.equal(answers[5].error.code, -32601);
console.log("Goed: een 301 krijgt een 302 met 0200.");
