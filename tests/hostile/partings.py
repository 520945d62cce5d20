"""Systems that do all their work and fail in the goodbye."""

import os
import sys

from migratietoets.conformance.reference.party import ReferenceParty


class VerlaatInStop(ReferenceParty):
    """sys.exit(0) in stop."""

    def stop(self, params):
        sys.exit(0)


class VerdwijntInStop(ReferenceParty):
    """os._exit(0) in stop."""

    def stop(self, params):
        os._exit(0)


class DoetCtrlCInStop(ReferenceParty):
    """KeyboardInterrupt in stop."""

    def stop(self, params):
        raise KeyboardInterrupt


class LiegtInStop(ReferenceParty):
    """An answer to stop that is none."""

    def stop(self, params):
        return "ziens"
