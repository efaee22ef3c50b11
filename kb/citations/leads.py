"""Words that lead to the name or number of a document and are no part of it."""

#: Alternatives of a regular expression; the longer of two that begin alike comes first. None is
#: part of a body's name, as 宣传 is of 宣传部.
LEADS = (
    r"贯彻落实|贯彻|落实|执行|根据|按照|依照|依据|遵照|遵守|遵循|违反|学习|适用|施行"
    r"|实施(?!细则|办法|条例|方案|意见|纲要|规划)|引用|参照|参见|详见|对照|对标|围绕|结合|制定|出台"
    r"|印发|转发|下发|制发|下达|发布|公布|颁布|修订|修改|废止|通过|收到|以及|会同|联合"
)
