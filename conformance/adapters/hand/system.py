"""A system that a person plays: what the kit asks becomes turns, and what the person does becomes the answers."""

from datetime import date, datetime
from pathlib import Path

from migratietoets.conformance.adapters.hand.answers import Answers
from migratietoets.conformance.adapters.hand.days import NEVER, days_of_message, first_days, next_of
from migratietoets.conformance.adapters.hand.dialogue import Dialogue
from migratietoets.conformance.adapters.hand.folder import Folder
from migratietoets.conformance.adapters.hand.profile import Profile, make_profile, read_profile, write_profile
from migratietoets.conformance.adapters.hand.tray import Tray, digest
from migratietoets.conformance.adapters.hand.turn import CANNOT, FOUND_NOTHING, Asks, Task, Turn
from migratietoets.conformance.adapters.hand.wording import bring_in, in_words, press, set_date, set_up
from migratietoets.conformance.protocol.control import ClockLevel, clock_of
from migratietoets.conformance.protocol.verbs import AdapterError, CannotError, JsonObject
from migratietoets.istandaard.kalender import working_days_after
from migratietoets.istandaard.model import InputError

LAY_DOWN = Task(
    "Leg de berichten die het systeem nu verstuurde in de map verzonden. Verstuurde het niets: leg er niets."
)
NAMED = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum")
"""By what a notice names a toewijzing."""


class HandSystem:
    """The verbs as turns. Orders and messages of one moment are one turn as far as they can be.

    Attributes:
        dead: why nothing can be asked any more, or None.
    """

    dead: str | None = None

    def __init__(self, path: Path, dialogue: Dialogue) -> None:
        self._folder, self._dialogue = Folder(path), dialogue
        self._profile: Profile | None = None
        self._tasks: list[Task] = []
        self._done = 0
        """Tasks that were done since the system was set up."""
        self._days: set[date] = set()
        """The days on which the system does something that nobody asks."""
        self._until = NEVER
        """Until when it has nothing to do, as it said."""
        self._moved = False
        """Whether something happened since the last time that its messages were taken."""
        self._named: list[JsonObject] = []
        self._handed_over: set[str] = set()

    def hello(self, _: JsonObject) -> JsonObject:
        """What the person said of the system; the first time that is asked."""
        return self._who().hello

    def _who(self) -> Profile:
        profile, fault = read_profile(self._folder.path), ""
        while profile is None:
            said = self._dialogue.who(fault)
            try:
                profile = make_profile(said, "Het systeem")
            except AdapterError as error:
                fault = str(error)
            else:
                write_profile(self._folder.path, said)
        self._profile = profile
        return profile

    def reset(self, params: JsonObject) -> JsonObject:
        """Let the person begin with an empty system."""
        self._hello = self._profile or self._who()
        self._clock = clock_of(self._hello.hello["capabilities"])
        self._answers = Answers(self._folder.path, params["case"])
        if self._answers.waiting:
            self._dialogue.tell(f"{self._answers.waiting} antwoorden van eerder worden herhaald ({params['case']}).")
        self._campaign, self._role, self._domain = params["case"], params["role"], params["domain"]
        self._now, self._set = datetime.fromisoformat(params["now"]), params["now"][:10]
        self._others = params["aanbieders"] if self._role == "gemeente" else [params["gemeente"]]
        self._clients = {client["bsn"]: client for client in params["clients"]}
        self._tasks, self._done, self._moved, self._until = [], 0, False, self._now
        self._days = first_days(self._role, params["stock"])
        self._named, self._handed_over = [], set()
        for record in params["stock"]:
            self._name(record)
        self._tasks += set_up(params, dated=self._clock is not ClockLevel.NONE)
        self._ask(Asks.READY)
        self._done = 0
        return {}

    def advance(self, params: JsonObject) -> JsonObject:
        """Set the clock, when something is to be done; the days between are passed over."""
        self._now = datetime.fromisoformat(params["to"])
        day = params["to"][:10]
        if self._clock is not ClockLevel.VIRTUAL:
            return {"idle_until": NEVER.isoformat()}
        if day != self._set:
            self._set, self._moved = day, True
            self._tasks.append(set_date(day))
        woken = self._now < self._until
        if woken and self._hello.overnight:
            self._days.add(working_days_after(self._now.date(), 1))
        self._until = next_of(self._days, self._now.date())
        return {"idle_until": self._until.isoformat()}

    def deliver(self, params: JsonObject) -> JsonObject:
        """Lay a message ready; the person brings it in with what is asked next."""
        number = self._done + len(self._tasks) + 1
        self._tasks.append(bring_in(params["code"], params["release"], params["xml"], number, self._clients))
        self._days |= days_of_message(self._role, params["code"], params["xml"], self._now.date())
        self._moved = True
        return {"accepted": True}

    def instruct(self, params: JsonObject) -> JsonObject:
        """Let the person press a button.

        Raises:
            CannotError: the person says that the system cannot do this.
        """
        command, more = params["command"], params["params"]
        if isinstance(more.get("toewijzing"), dict):
            self._name(more["toewijzing"])
        self._tasks.append(press(command, more, self._clients))
        self._moved = True
        answer = self._ask(Asks.BUTTON)
        if CANNOT in answer:
            raise CannotError(command, answer[CANNOT] or "dat zegt de tester")
        return {}

    def collect(self, _: JsonObject) -> JsonObject:
        """What the person laid down; asked only when something happened."""
        if not self._moved:
            return FOUND_NOTHING
        self._moved = False
        answer, sent_at = self._ask(Asks.MESSAGES), {"sent_at": self._now.isoformat()}
        self._handed_over |= {digest(one["xml"]) for one in answer["messages"]}
        return {name: [one | sent_at for one in answer[name]] for name in ("messages", "notices")}

    def stop(self, _: JsonObject) -> JsonObject:
        """Nothing: the system stays as it is."""
        return {}

    def _ask(self, asks: Asks) -> JsonObject:
        """Answer a turn as before, or let the person do it.

        Raises:
            AdapterError: something else was asked then, or an answer cannot be kept; nothing is asked any more.
        """
        if self.dead is not None:
            raise AdapterError(self.dead)
        tasks = [*self._tasks, *([LAY_DOWN] if asks is Asks.MESSAGES else [])]
        title = f"{self._role} in {self._domain}, {in_words(self._now.date().isoformat())}"
        turn = Turn(self._done + 1, title, tuple(tasks), asks)
        try:
            answer = self._answers.earlier(turn)
            if answer is None:
                answer = self._asked(turn)
        except (AdapterError, InputError) as error:
            self.dead = str(error)
            raise AdapterError(self.dead) from None
        self._done += len(tasks)
        self._tasks = []
        return answer

    def _asked(self, turn: Turn) -> JsonObject:
        """Let the person do it, and keep what he answers; what it was about is set aside before."""
        self._folder.begin(turn)
        shows = bool(self._hello.hello["capabilities"]["notices"])
        named = tuple(self._named)
        tray = Tray(
            self._folder,
            self._now.date(),
            self._role,
            self._others,
            self._clients,
            named,
            shows,
            frozenset(self._handed_over),
        )
        answer = self._dialogue.ask(turn, tray)
        self._folder.end(self._campaign, turn)
        self._answers.keep(turn, answer)
        return answer

    def _name(self, toewijzing: JsonObject) -> None:
        """Know a toewijzing that a notice can name."""
        named = {name: toewijzing[name] for name in NAMED}
        if named not in self._named:
            self._named.append(named)
