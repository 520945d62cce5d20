import java.io.IOException;
import java.util.List;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Een rooktest zonder de kit: `java Proef.java`. */
class Proef {
    static final String XML = "<w:Bericht xmlns:w='http://voorbeeld.nl/wmo301' xmlns:i='http://voorbeeld.nl/i'><w:Header>"
        + "<w:BerichtCode>414</w:BerichtCode><w:XsdVersie><i:X>1</i:X></w:XsdVersie></w:Header></w:Bericht>";

    public static void main(String[] arguments) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process system = new ProcessBuilder(java, "Adapter.java").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = system.getOutputStream()) {
            for (String question : List.of(
                "hello\",\"params\":{}", "reset\",\"params\":{\"now\":\"2020-10-01T09:00:00+02:00\",\"stock\":[]}",
                "advance\",\"params\":{\"to\":\"2020-10-02T09:00:00+02:00\"}",
                "deliver\",\"params\":{\"code\":\"301\",\"release\":\"2.4\",\"xml\":\"" + XML + "\"}",
                "collect\",\"params\":{}", "bestaat_niet\",\"params\":{}", "stop\",\"params\":{}"))
                in.write(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + question + "}\n").getBytes(UTF_8));
        }
        String[] answers = new String(system.getInputStream().readAllBytes(), UTF_8).split("\n");
        check(answers.length == 7, "zeven antwoorden", answers.length);
        for (String part : List.of("\"302\"", "2020-10-02T09:00:00+02:00", "wmo302", ">415<", ">0200<", ">2020-10-02<"))
            check(answers[4].contains(part), part, answers[4]);
        check(answers[5].contains("-32601"), "-32601", answers[5]);
        System.out.println("Goed: een 301 krijgt een 302 met 0200.");
    }

    static void check(boolean good, String expected, Object found) {
        if (!good) throw new AssertionError("verwacht: " + expected + "; gevonden: " + found);
    }
}
