"""Recorded messages on disk: kept once, and found again by client, party and what they answer.

What is looked for has a name that shows nothing of it (`Names`), and the list lies in a file of SQLite that goes
away with it; memory does not grow with the number of messages.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from migratietoets.conformance.recorded.index_file import Entry
from migratietoets.conformance.recorded.message import Recorded
from migratietoets.conformance.recorded.moment import When
from migratietoets.conformance.recorded.names import Names
from migratietoets.conformance.recorded.spool import Spool
from migratietoets.istandaard.kalender import AMSTERDAM

TABLES = """
CREATE TABLE message (id INTEGER PRIMARY KEY, at REAL, exact INTEGER, received REAL, received_exact INTEGER,
  sender TEXT, kind TEXT, release TEXT, domein TEXT, gemeente TEXT, aanbieder TEXT, file BLOB, name BLOB, answers BLOB,
  place INTEGER, size INTEGER, clients INTEGER);
CREATE TABLE client (id INTEGER PRIMARY KEY, name BLOB UNIQUE);
CREATE TABLE about (client INTEGER, message INTEGER);
CREATE TABLE number (name BLOB, toewijzing BLOB, message INTEGER);
CREATE TABLE reference (name BLOB, message INTEGER, asks INTEGER);
CREATE TABLE entry (file BLOB PRIMARY KEY, sent REAL, sent_exact INTEGER, received REAL, received_exact INTEGER,
  sender TEXT, used INTEGER);
"""
INDEXES = """
CREATE INDEX by_name ON message (name);
CREATE INDEX by_answers ON message (answers);
CREATE INDEX by_number ON number (name);
CREATE INDEX by_number_message ON number (message);
CREATE INDEX by_reference ON reference (name);
CREATE INDEX by_reference_message ON reference (message);
CREATE INDEX by_about ON about (message);
"""
_NTH = "row_number() OVER (PARTITION BY {} ORDER BY at, id)"
"""Of several messages with one identification the first is answered first, as in a trace."""
_MINE = "(SELECT message FROM about WHERE client = ?)"
_AKIN = f"""id IN (
  SELECT o.id FROM message m JOIN message o ON o.name = m.name WHERE m.id IN {_MINE}
  UNION SELECT o.message FROM number n JOIN number o ON o.name = n.name AND o.toewijzing <> n.toewijzing
    WHERE n.message IN {_MINE}
  UNION SELECT o.message FROM reference r JOIN reference o ON o.name = r.name
    WHERE o.asks AND r.asks AND r.message IN {_MINE})
  AND +answers IS NULL AND id NOT IN {_MINE} ORDER BY id"""
"""The plus keeps the index of answers out of it: nearly every message has none."""
_ANSWER = f"answers = (SELECT name FROM message WHERE id = ?) AND id NOT IN {_MINE} LIMIT 1"
_MIXED_UP = (
    f"""SELECT 1 FROM message m JOIN message o ON o.name = m.name AND o.id <> m.id AND o.answers IS NULL
      WHERE m.answers IS NULL AND m.id IN {_MINE} AND o.id NOT IN {_MINE} LIMIT 1""",
    f"""SELECT 1 FROM reference r JOIN reference o ON o.name = r.name AND o.asks
      WHERE r.message IN {_MINE} AND o.message NOT IN {_MINE} LIMIT 1""",
)
_OF_319 = """INSERT INTO about SELECT DISTINCT a.client, m.id FROM message m JOIN reference r ON r.message = m.id
  JOIN reference q ON q.name = r.name AND q.asks JOIN about a ON a.message = q.message WHERE m.kind = '319'"""
_OF_RETOUREN = f"""WITH
  heen AS (SELECT id, name, {_NTH.format("name")} AS nth, count(*) OVER (PARTITION BY name) AS last
    FROM message WHERE answers IS NULL),
  retour AS (SELECT id, answers, {_NTH.format("answers")} AS nth
    FROM message WHERE answers IS NOT NULL AND (kind IN ('304', '325') OR clients = 0))
INSERT INTO about SELECT DISTINCT a.client, retour.id FROM retour
  JOIN heen ON heen.name = retour.answers AND heen.nth = min(retour.nth, heen.last)
  JOIN about a ON a.message = heen.id"""
_CONTRADICTED = "SELECT count(*) FROM message m JOIN entry e ON e.file = m.file WHERE e.sender <> m.sender"
_MISSING = "SELECT count(*) FROM entry WHERE NOT used"
_INDEXED = """UPDATE message SET at = coalesce(e.sent, message.at),
  exact = CASE WHEN e.sent IS NULL THEN message.exact ELSE e.sent_exact END,
  received = e.received, received_exact = e.received_exact
  FROM entry e WHERE e.file = message.file"""
_COLUMNS = "id, at, exact, received, received_exact, sender, kind, release, domein, gemeente, aanbieder, place, size"


@dataclass(frozen=True, slots=True)
class Stored:
    """A message in the store.

    Attributes:
        id: its place in the order of reading.
        received: None where nobody recorded that.
    """

    id: int
    when: When
    received: When | None
    sender: str
    kind: str
    release: str
    domein: str
    gemeente: str
    aanbieder: str
    place: int
    size: int


class Store:
    """The messages of one recording.

    Attributes:
        names: what is looked for is called by these.
    """

    def __init__(self) -> None:
        self.names = Names()
        self._spool = Spool()
        self._db = sqlite3.connect("")
        self._db.executescript(f"PRAGMA cache_size=-16000; PRAGMA temp_store=FILE; PRAGMA journal_mode=OFF; {TABLES}")

    def add(self, one: Recorded, file: str, shown: str) -> None:
        """Keep a message.

        Args:
            one: the message.
            file: its file, as an index names it.
            shown: its file, as a reader finds it.
        """
        head, names, kind = one.header, self.names, one.kind
        place, size = self._spool.put(f"{shown}\0{one.text}".encode("utf-8", "surrogateescape"))
        domein, release = str(one.bericht.domein), str(one.bericht.release)
        name = names.of(domein, kind, head.afzender, head.identificatie)
        answers = None if one.answers is None else names.of(domein, one.answers, head.afzender, head.identificatie)
        row = (one.when.at.timestamp(), one.when.exact, one.sender, kind, release, domein, one.gemeente, head.aanbieder)
        cursor = self._db.execute(
            "INSERT INTO message (at, exact, sender, kind, release, domein, gemeente, aanbieder, file, name, answers, "
            "place, size, clients) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (*row, names.of(file), name, answers, place, size, len(one.clients)),
        )
        number = cursor.lastrowid
        for bsn in one.clients:
            self._about(names.of(one.gemeente, domein, bsn), number)
        keys: dict[tuple[bytes, bytes], None] = {}
        for key in one.numbers():
            keys[names.of(key.gemeente, key.domein, key.toewijzingnummer), names.of(key)] = None
        self._db.executemany("INSERT INTO number VALUES (?,?,?)", ((*both, number) for both in keys))
        self._db.executemany(
            "INSERT INTO reference VALUES (?,?,?)",
            ((names.of(domein, head.aanbieder, ref), number, kind != "319") for ref in dict.fromkeys(one.references())),
        )

    def _about(self, name: bytes, message: int | None) -> None:
        self._db.execute("INSERT OR IGNORE INTO client (name) VALUES (?)", (name,))
        self._db.execute("INSERT INTO about SELECT id, ? FROM client WHERE name = ?", (message, name))

    def take_index(self, entries: Iterable[Entry]) -> None:
        """Keep what an index says."""
        self._db.executemany(
            "INSERT OR REPLACE INTO entry VALUES (?,?,?,?,?,?,0)",
            ((self.names.of(one.file), *_both(one.sent), *_both(one.received), one.sender) for one in entries),
        )

    def finish(self) -> tuple[int, int]:
        """Let the index say when, lay what names no client at the client of what it answers, and prepare to look up.

        Returns:
            How many entries of the index name a file that is not there, and how many another sender than sends such a
            message.
        """
        db = self._db
        db.execute("CREATE INDEX by_file ON message (file)")
        db.execute(_INDEXED)
        db.execute("UPDATE entry SET used = 1 WHERE file IN (SELECT file FROM message)")
        db.executescript(INDEXES)
        db.execute(_OF_319)
        db.execute(_OF_RETOUREN)
        db.execute("CREATE INDEX by_client ON about (client)")
        db.execute("UPDATE message SET clients = (SELECT count(DISTINCT client) FROM about WHERE message = message.id)")
        missing, contradicted = (int(db.execute(question).fetchone()[0]) for question in (_MISSING, _CONTRADICTED))
        return missing, contradicted

    def __len__(self) -> int:
        """How many messages there are."""
        found: tuple[int] = self._db.execute("SELECT count(*) FROM message").fetchone()
        return found[0]

    def days(self, sender: str) -> list[date]:
        """The days on which a role sent something, in order."""
        rows = self._db.execute("SELECT DISTINCT at FROM message WHERE sender = ?", (sender,))
        return sorted({datetime.fromtimestamp(at, AMSTERDAM).date() for (at,) in rows})

    def domeinen(self) -> list[str]:
        """The domains that occur, that of the Wmo first."""
        rows = self._db.execute("SELECT DISTINCT domein FROM message ORDER BY domein DESC")
        return [domein for (domein,) in rows]

    def clients(self) -> Iterator[tuple[int, bytes, str, str]]:
        """Every client, with his name, gemeente and domein, in the order of their first message."""
        yield from self._db.execute(
            "SELECT c.id, c.name, m.gemeente, m.domein FROM client c JOIN about a ON a.client = c.id "
            "JOIN message m ON m.id = a.message GROUP BY c.id ORDER BY min(m.id)"
        ).fetchall()

    def of_client(self, client: int) -> list[Stored]:
        """Everything about a client."""
        return self._stored("id IN (SELECT message FROM about WHERE client = ?)", client)

    def alone(self) -> Iterator[Stored]:
        """What is about more clients, or none that is known: it is judged on its own as well."""
        for (number,) in self._db.execute("SELECT id FROM message WHERE clients <> 1 ORDER BY id").fetchall():
            yield from self._stored("id = ?", number)

    def akin(self, client: int, most: int) -> list[Stored]:
        """What belongs to others, and has an identification, a toewijzingnummer or a reference of this client.

        With the retourberichten on it: what was refused counts for nothing.
        """
        found = self._stored(f"{_AKIN} LIMIT {most}", *(client,) * 4)
        for one in tuple(found):
            found += self._stored(_ANSWER, one.id, client)
        return list({one.id: one for one in found}.values())

    def is_mixed_up(self, client: int) -> bool:
        """Whether an identification or a reference of this client was used for another one too.

        Nobody can say then which message an answer is about.
        """
        return any(self._db.execute(question, (client, client)).fetchone() for question in _MIXED_UP)

    def answered(self, message: Stored) -> list[Stored]:
        """The messages that a retourbericht may answer, in order."""
        return self._stored("name = (SELECT answers FROM message WHERE id = ?) ORDER BY at, id", message.id)

    def parties(self, *, retouren: bool) -> set[tuple[str, str]]:
        """Who sent a retourbericht, or anything else: the role, with the code of the aanbieder or else the gemeente."""
        rows = self._db.execute(
            "SELECT DISTINCT sender, gemeente, aanbieder FROM message WHERE (answers IS NOT NULL) = ?", (retouren,)
        )
        return {(sender, aanbieder if sender == "aanbieder" else gemeente) for sender, gemeente, aanbieder in rows}

    def text(self, one: Stored) -> tuple[str, str]:
        """The file of a message, as a reader finds it, and its text."""
        shown, _, text = self._spool.get(one.place, one.size).decode("utf-8", "surrogateescape").partition("\0")
        return shown, text

    def _stored(self, where: str, *values: object) -> list[Stored]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM message WHERE {where}", values)
        return [_read(row) for row in rows]

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove everything."""
        self._db.close()
        self._spool.__exit__()


def _both(when: When | None) -> tuple[float | None, bool | None]:
    return (None, None) if when is None else (when.at.timestamp(), when.exact)


def _read(row: tuple) -> Stored:  # type: ignore[type-arg]
    number, at, exact, received, received_exact, *rest = row
    return Stored(
        number,
        When(datetime.fromtimestamp(at, AMSTERDAM), bool(exact)),
        None if received is None else When(datetime.fromtimestamp(received, AMSTERDAM), bool(received_exact)),
        *rest,
    )
