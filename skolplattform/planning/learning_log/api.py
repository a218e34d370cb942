"""Pictures of learning logs: put with a draft by its student, given out to who reads the entry."""

from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.permissions import LOG, SEE_PICTURE
from skolplattform.planning.pictures.api import PictureDoors

ADD, GET = "/bilder/logg", "/bild/logg/"
router = PictureDoors(
    add=ADD, get=GET, may_add=LOG, may_see=SEE_PICTURE, put=service.add_picture, fetch=queries.picture_file
).router()
