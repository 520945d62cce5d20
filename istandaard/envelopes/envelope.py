"""The envelopes of VECOZO (SOAP) and of GGk (StUF, in SOAP or not): known by their root, and opened."""

import binascii
import re
from base64 import b64decode
from dataclasses import replace

from lxml import etree

from migratietoets.istandaard.berichten.bericht import BerichtError, quote
from migratietoets.istandaard.berichten.xml.parser import MAX_BEFORE, line_number, tree
from migratietoets.istandaard.envelopes.enclosed import Enclosed, EnvelopeError
from migratietoets.istandaard.envelopes.zipped import is_zip, members

_SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
_GGK = "{http://www.stufstandaarden.nl/koppelvlak/ggk0210}"
_VECOZO = "http://schemas.vecozo.nl/berichtuitwisseling/"
_GGK_ROOTS = (f"{_GGK}envelopHeenbericht-ggk_Di01", f"{_GGK}envelopRetourbericht-ggk_Du01")

_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_ENVELOPES = (b"Envelope", b"envelop")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})[0-9]*")
_CREATED = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Created"
_LONGEST_MOMENT = 40


def opened(data: bytes) -> Enclosed | None:
    """The message in an envelope, or why there is none; None for what is no envelope at all.

    The message keeps its own lines; `line` says on which line of the envelope it stands.
    """
    lead = _LEAD.match(data[:MAX_BEFORE])
    root = _ROOT.match(data, lead.end() if lead else 0)
    if root is None or not root[1].startswith(_ENVELOPES):
        return None
    try:
        whole = tree(data)
        return replace(_opened(whole), sent=_sent(whole))
    except BerichtError as error:
        return Enclosed("", error.line, EnvelopeError(f"envelop: {error}"))
    except EnvelopeError as error:
        return Enclosed("", 1, error)


def _opened(root: etree._Element) -> Enclosed:
    body = root
    if root.tag == f"{_SOAP}Envelope":
        found = root.find(f"{_SOAP}Body")
        if found is None or not len(found):
            raise EnvelopeError("verwacht een bericht in Body; gevonden een SOAP-envelop zonder inhoud.")
        body = found[0]
    elif root.tag not in _GGK_ROOTS:
        raise EnvelopeError(
            f"verwacht een envelop van VECOZO of GGk; gevonden {quote(etree.QName(root).localname)} in naamruimte "
            f"{quote(etree.QName(root).namespace or '')}."
        )
    if body.tag in _GGK_ROOTS:
        return _ggk(body)
    if (etree.QName(body).namespace or "").startswith(_VECOZO):
        return _vecozo(body)
    raise EnvelopeError(
        f"verwacht in Body een envelop van VECOZO of GGk; gevonden {quote(etree.QName(body).localname)}."
    )


def _sent(root: etree._Element) -> str:
    """The moment of sending: that of GGk (StUF), which has no offset, or else that of the SOAP header."""
    stuf = next(root.iter("{*}tijdstipBericht"), None)
    if stuf is not None and (found := _MOMENT.fullmatch((stuf.text or "").strip())) is not None:
        return "{}-{}-{}T{}:{}:{}".format(*found.groups())
    soap = root.find(f"{_SOAP}Header//{_CREATED}")
    return "" if soap is None else (soap.text or "").strip()[:_LONGEST_MOMENT]


def _ggk(body: etree._Element) -> Enclosed:
    holder = body.find(f"{_GGK}parameters/{_GGK}bericht/{_GGK}xmlBestand")
    if holder is None:
        holder = body.find(f".//{_GGK}xmlBestand")
    if holder is None:
        raise EnvelopeError("verwacht xmlBestand met het bericht; gevonden een envelop van GGk zonder bericht.")
    return Enclosed("GGk", line_number(holder), _decoded(holder, "xmlBestand"))


def _vecozo(body: etree._Element) -> Enclosed:
    holder = next((one for one in body.iter("{*}Data") if _is_vecozo(one)), None)
    if holder is None:
        raise EnvelopeError("verwacht Bericht/Data met het bericht; gevonden een envelop van VECOZO zonder bericht.")
    packed = _decoded(holder, "Data")
    if not is_zip(packed):
        raise EnvelopeError("Data: verwacht een zip met één XML-bestand, in base64; gevonden iets anders dan een zip.")
    try:
        (inside,) = members(packed, only_one=True)
    except EnvelopeError as error:
        raise EnvelopeError(f"Data: {error}") from None
    return Enclosed("VECOZO", line_number(holder), inside.content)


def _is_vecozo(element: etree._Element) -> bool:
    return (etree.QName(element).namespace or "").startswith(_VECOZO)


def _decoded(holder: etree._Element, name: str) -> bytes:
    """What stands there in base64."""
    text = "".join((holder.text or "").split())
    if not text:
        raise EnvelopeError(f"{name}: verwacht het bericht in base64; gevonden niets.")
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise EnvelopeError(f"{name}: verwacht het bericht in base64; gevonden iets anders.") from None
