"""Why the operating system could not use a file, as words that have their Danish."""

import errno
from collections.abc import Mapping

from journeys.domain.message import Message, as_message

BY_NUMBER: Mapping[int, Message] = {
    errno.ENOENT: Message("No such file or directory"),
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EEXIST: Message("File exists"),
    errno.ENOTEMPTY: Message("Directory not empty"),
    errno.ENOSPC: Message("No space left on device"),
    errno.EDQUOT: Message("Disk quota exceeded"),
    errno.EFBIG: Message("File too large"),
    errno.EROFS: Message("Read-only file system"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.ELOOP: Message("Too many levels of symbolic links"),
    errno.EMFILE: Message("Too many open files"),
    errno.EIO: Message("Input/output error"),
}


def system_reason(error: OSError) -> Message:
    """Return why, without the path; for a rare reason, the system's own words."""
    return BY_NUMBER.get(error.errno or 0) or as_message(str(error.strerror))
