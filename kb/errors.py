"""The one error users see: what went wrong, where, and what to do about it."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend. Shown in Chinese, without a traceback.

    what:   what went wrong, e.g. 文件是空的
    where:  the file, document or query it is about
    remedy: what the user can do
    """

    def __init__(self, what: str, *, where: object = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, str(where), remedy
        super().__init__(str(self))

    def at(self, where: object) -> UserError:
        """The same error about another place, such as the path as the user typed it."""
        return UserError(self.what, where=where, remedy=self.remedy)

    def __str__(self) -> str:
        place = f"{self.where}:" if self.where else ""
        advice = f"。{self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"
