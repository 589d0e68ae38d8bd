from django.db.models import TextChoices


class TaskState(TextChoices):
    """Where a task of the year's 要点 stands by what was last reported."""

    OPEN = "open", "未启动"
    GOING = "going", "推进中"
    DONE = "done", "已完成"


class ReminderKind(TextChoices):
    """催办的事由: the columns of 全区督办."""

    EXPIRING = "expiring", "临期"
    OVERDUE = "overdue", "逾期"
    FILING = "filing", "未备案"
    STALE_COLUMN = "stale_column", "栏目超期"
    UNPUBLISHED = "unpublished", "应公开未公开"
    TASK = "task", "任务进度"
    REPORT = "report", "年度报告"


class Clock(TextChoices):
    """Terms of the law that somebody outside waits for."""

    REPLY = "reply", "依申请公开答复"
    REVIEW = "review", "复议答复"
    DEFENCE = "defence", "诉讼答辩"
    CONCERN = "concern", "政务舆情回应"
