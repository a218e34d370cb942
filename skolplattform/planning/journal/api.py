"""Pictures of the journal: put with a draft by the staff, given out to staff and homes."""

from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, SEE_PICTURE
from skolplattform.planning.pictures.api import PictureDoors

ADD, GET = "/bilder/dagbok", "/bild/dagbok/"
router = PictureDoors(
    add=ADD, get=GET, may_add=KEEP_JOURNAL, may_see=SEE_PICTURE, put=service.add_picture, fetch=queries.picture_file
).router()
