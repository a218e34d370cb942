"""Writes of pictures, for those who have decided that the actor may write in the entry they belong to."""

from skolplattform.planning.pictures.service.change import (
    Told,
    add_picture,
    forget_pictures,
    remove_picture,
    require_pictures_told,
    tell_picture,
)

__all__ = ["Told", "add_picture", "forget_pictures", "remove_picture", "require_pictures_told", "tell_picture"]
