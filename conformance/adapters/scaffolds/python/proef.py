"""Een rooktest zonder de kit: `python proef.py`."""

from adapter import Systeem

KOP = "<w:BerichtCode>414</w:BerichtCode><w:XsdVersie><i:X>1</i:X></w:XsdVersie>"
BERICHT = f'<w:Bericht xmlns:w="http://voorbeeld.nl/wmo301" xmlns:i="http://voorbeeld.nl/i"><w:Header>{KOP}</w:Header>'

systeem = Systeem()
assert "toewijzen" in systeem.hello({})["processes"]
systeem.reset({"now": "2020-10-01T09:00:00+02:00", "stock": []})
systeem.advance({"to": "2020-10-02T09:00:00+02:00"})
assert systeem.deliver({"code": "301", "release": "2.4", "xml": f"{BERICHT}<w:Client/></w:Bericht>"})["accepted"]
(bericht,) = systeem.collect({})["messages"]
assert (bericht["code"], bericht["sent_at"]) == ("302", "2020-10-02T09:00:00+02:00")
assert all(deel in bericht["xml"] for deel in ("wmo302", ">415<", ">0200<", ">2020-10-02<")), bericht["xml"]
assert systeem.collect({})["messages"] == []
print("Goed: een 301 krijgt een 302 met 0200.")
