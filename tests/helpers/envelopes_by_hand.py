"""Messages in what they travel in."""

import io
import zipfile
from base64 import b64encode

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
VECOZO = "http://schemas.vecozo.nl/berichtuitwisseling/"
GGK = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"


def zipped(*contents: bytes, names: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for number, content in enumerate(contents):
            opened.writestr(names[number] if names else f"bericht{number + 1}.xml", content)
    return file.getvalue()


def in_soap(body: str) -> bytes:
    return f'<s:Envelope xmlns:s="{SOAP}">\n<s:Header/>\n<s:Body>{body}</s:Body>\n</s:Envelope>'.encode()


def vecozo(packed: bytes | None) -> bytes:
    data = "" if packed is None else f"\n<v:Data>{b64encode(packed).decode()}</v:Data>"
    return in_soap(
        f'<m:IndienenBericht xmlns:m="{VECOZO}messages/v3" xmlns:v="{VECOZO}v3">'
        f"<m:Request><v:Bericht>{data}</v:Bericht></m:Request></m:IndienenBericht>"
    )


def ggk(bericht: bytes | None, root: str = "envelopHeenbericht-ggk_Di01", *, soap: bool = False) -> bytes:
    file = "" if bericht is None else f"\n<g:xmlBestand>{b64encode(bericht).decode()}</g:xmlBestand>"
    body = f'<g:{root} xmlns:g="{GGK}"><g:parameters><g:bericht>{file}</g:bericht></g:parameters></g:{root}>'
    return in_soap(body) if soap else f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
