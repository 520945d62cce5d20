import java.io.*;
import java.util.*;
import java.util.regex.*;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Uw systeem, als adapter: het beantwoordt elk bericht dat binnenkomt met zijn retourbericht, en doet verder nog niets.
 * Vervang werkwoord voor werkwoord de inhoud door een aanroep van uw eigen systeem.
 */
public class Adapter {
    /** Het bericht dat binnenkomt -> het retourbericht. Een 303 en een 323 krijgen een eigen antwoord: 304 en 325. */
    static final Map<String, String> RETOUR_OF =
        Map.of("301", "302", "305", "306", "307", "308", "315", "316", "317", "318", "319", "320");

    String now = "";
    final List<Object> outbox = new ArrayList<>();
    int count;

    /** Eén geval per werkwoord; elk krijgt een Map en geeft een Map terug. */
    Object answer(String verb, Map<String, Object> params) {
        switch (verb) {
            case "hello": // Wie bent u, en wat kunt u? Noem alleen wat er is: daarop wordt getoetst.
                return Map.of("name", "Mijn systeem", "version", "0.1", "supplier", "Mijn bedrijf", "protocol", "1.2",
                    "roles", List.of("gemeente", "aanbieder"), "domains", List.of("wmo", "jw"), "processes", List.of("toewijzen"),
                    "capabilities", Map.of("clock", "virtual", "notices", false, "assess", false, "plan", false));
            case "reset": // Begin schoon: het is nu params.now, en u hebt de toewijzingen van params.stock.
                now = (String) params.get("now");
                outbox.clear();
                count = 0;
                return Map.of();
            case "advance": // Het is nu params.to: doe wat uw systeem onderweg uit zichzelf gedaan zou hebben.
                now = (String) params.get("to");
                return Map.of();
            case "deliver": // Er komt een bericht binnen. Lees het, verwerk het, en zet het antwoord klaar.
                String code = (String) params.get("code"), retour = RETOUR_OF.get(code);
                if (retour != null) send(retour, params.get("release"), retour((String) params.get("xml"), code, retour));
                return Map.of("accepted", true);
            case "instruct": // Een medewerker drukt op de knop params.command. Wat u niet kent, beantwoordt u met {}.
                return Map.of();
            case "collect": // Geef wat er sinds de vorige keer is verstuurd.
                List<Object> messages = List.copyOf(outbox);
                outbox.clear();
                return Map.of("messages", messages, "notices", List.of());
            case "stop": return Map.of();
            default: return null;
        }
    }

    /** Zet een bericht klaar, verstuurd op de tijd van de kit: er is geen andere klok. */
    void send(String code, Object release, String xml) {
        outbox.add(Map.of("code", code, "release", release, "sent_at", now, "xml", xml));
    }

    /** Het retourbericht met 0200 (in orde): de kop van wat u ontving, met uw eigen gegevens erachter. */
    String retour(String xml, String code, String answer) {
        String head = xml.split("</[^<>]*Header\\s*>")[0];
        head = Pattern.compile("<[^>]*>").matcher(head).replaceAll(m -> m.group().replace(code, answer));
        head = Pattern.compile("(?<=BerichtCode>)\\d+").matcher(head).replaceAll(m -> "" + (Integer.parseInt(m.group()) + 1));
        String p = head.replaceAll("(?s).*<([^<>]*:|)Header\\s*>.*", "$1"), version = head.split(p + "XsdVersie>")[1];
        return head + element(p + "IdentificatieRetour", "R" + ++count) + element(p + "DagtekeningRetour", now.substring(0, 10))
            + element(p + "XsdVersieRetour", version.substring(0, version.length() - "</".length()))
            + element(p + "RetourCodes", element(p + "RetourCode", "0200")) + "</" + p + "Header>\r\n</" + p + "Bericht>\r\n";
    }

    static String element(String name, String value) { return "<" + name + ">" + value + "</" + name + ">\r\n"; }

    /** Eén vraag per regel op stdin, één antwoord per regel op stdout; wat misgaat is ook een antwoord. */
    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws IOException {
        Adapter system = new Adapter();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String verb = "";
        for (String line; !verb.equals("stop") && (line = in.readLine()) != null; ) {
            Map<String, Object> reply = new HashMap<>(Map.of("jsonrpc", "2.0"));
            try {
                Map<String, Object> query = (Map<String, Object>) Json.read(line);
                reply.put("id", query.get("id"));
                verb = (String) query.get("method");
                Object result = system.answer(verb, (Map<String, Object>) query.get("params"));
                if (result != null) reply.put("result", result);
                else reply.put("error", Map.of("code", -32601, "message", "onbekend werkwoord: " + verb));
            } catch (RuntimeException error) {
                reply.put("error", Map.of("code", reply.putIfAbsent("id", null) == null ? -32700 : -32000, "message", "" + error));
            }
            System.out.write((Json.write(reply) + "\n").getBytes(UTF_8));
            System.out.flush();
        }
    }
}

/** Een kleine lezer en schrijver van JSON; neem gerust uw eigen bibliotheek in zijn plaats. */
class Json {
    private final String text;
    private int at;

    private Json(String text) { this.text = text; }

    /** Een Map, List, String, Long, Double, Boolean of null. */
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at < text.length()) throw json.wrong();
        return value;
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner all = new StringJoiner(",", "{", "}");
            map.forEach((name, one) -> all.add(write(name) + ":" + write(one)));
            return all.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner all = new StringJoiner(",", "[", "]");
            list.forEach(one -> all.add(write(one)));
            return all.toString();
        }
        if (!(value instanceof String string)) return String.valueOf(value);
        StringBuilder out = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    private Object value() {
        space();
        if (at >= text.length()) throw wrong();
        switch (text.charAt(at)) {
            case '{': {
                Map<String, Object> map = new LinkedHashMap<>();
                while (more('}', map.isEmpty())) {
                    space();
                    String name = string();
                    space();
                    expect(':');
                    map.put(name, value());
                }
                return map;
            }
            case '[': {
                List<Object> list = new ArrayList<>();
                while (more(']', list.isEmpty())) list.add(value());
                return list;
            }
            case '"': return string();
            default:
                int from = at;
                while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(from, at);
                if (word.equals("null")) return null;
                if (word.equals("true") || word.equals("false")) return word.equals("true");
                return word.matches("-?\\d+") ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        }
    }

    /** Of er in deze verzameling nog iets komt; gaat voorbij wat ervoor staat: de opening of een komma. */
    private boolean more(char close, boolean first) {
        space();
        if (first) at++;
        space();
        if (at < text.length() && text.charAt(at) == close) {
            at++;
            return false;
        }
        if (!first) expect(',');
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = text.charAt(at++);
                int place = "bfnrt".indexOf(c);
                if (place >= 0) c = "\b\f\n\r\t".charAt(place);
                else if (c == 'u') c = (char) Integer.parseInt(text.substring(at, at += 4), 16);
            }
            out.append(c);
        }
        expect('"');
        return out.toString();
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) throw wrong();
        at++;
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("geen JSON, bij teken " + at);
    }
}
