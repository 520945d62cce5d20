"""Why a file cannot be read or written, in Dutch: the systems that the kit runs on say it in English."""

import errno

_WORDS = {
    errno.ENOENT: "niets",
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EISDIR: "een map",
    errno.ENOTDIR: "een bestand waar een map moest staan",
    errno.EEXIST: "iets wat er al staat",
    errno.ENOSPC: "geen ruimte meer",
    errno.EDQUOT: "geen ruimte meer voor deze gebruiker",
    errno.EFBIG: "geen ruimte meer voor een bestand van deze lengte",
    errno.EROFS: "een plek waar niets geschreven kan worden",
    errno.ENAMETOOLONG: "een te lange naam",
    errno.ELOOP: "verwijzingen die in het rond gaan",
    errno.EINVAL: "een naam die niet kan",
    errno.ENXIO: "iets wat geen bestand is",
    errno.EIO: "een schijf of verbinding die niet antwoordt",
}


def refusal(error: OSError) -> str:
    """What was found instead of a file that can be used."""
    return _WORDS.get(error.errno or 0, error.strerror or type(error).__name__)
