"""Every word a person reads, in Swedish and English, for screens, mail, PDF and error messages.

`i18n.client.t("module.key")` is the text on a page; `text("module.key", "sv")` the same text on the server.
"""

from skolplattform.i18n.catalogue import LANGUAGES, NO_TEXT, SOURCE, Text, both, phrase, text

__all__ = ["LANGUAGES", "NO_TEXT", "SOURCE", "Text", "both", "phrase", "text"]
