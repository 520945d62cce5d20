"""Named mutations: from a valid message to one that breaks exactly one rule.

Those of the rules that one message can break are rows, one YAML file a noun of the standard as in
`istandaard.berichtregels`; the keys of a row:

- regel: the official id; it is made of every message that is held to that rule;
- klassen: the classes it is made in, by name or by type; in each place of a message the first one that it fits;
- met: what the class must have for it: a path, or a path with its text;
- zonder: what it may not have;
- dubbel: the class is there twice, and the second one is changed;
- zet: path -> text; what is absent is made. `=Begindatum-1` is another element, some days or units earlier or later;
- weg: what is taken out, if it is there;
- variant: the only variant of the message (`generators.messages`) it is made of;
- anders: the rules that it cannot but break besides.

A path is a name or more (`Omvang/Frequentie`, `Prestatie[2]/Eenheid`), `.` the class itself, `../Name` beside its
parent, and `/Header/...` from the root.
"""
