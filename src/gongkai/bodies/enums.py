from django.db.models import TextChoices


class Group(TextChoices):
    GOVERNMENT = "government", "区政府"
    DEPARTMENT = "department", "区政府部门"
    STREET = "street", "街道办事处"
    TOWN = "town", "乡镇人民政府"
    OTHER = "other", "其他单位"


class Role(TextChoices):
    """Roles as shown on screen; a person may hold several, never author and approver of the same thing."""

    AUTHOR = "author", "拟稿人"
    FIRST_REVIEWER = "first_reviewer", "初审人"
    SECOND_REVIEWER = "second_reviewer", "复审人"
    APPROVER = "approver", "批准人"
    REGISTRAR = "registrar", "收件登记员"
    CASE_OFFICER = "case_officer", "依申请经办人"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核人"
    DISCLOSURE_HEAD = "disclosure_head", "信息公开工作机构负责人"
    REPORTER = "reporter", "年报填报人"
    SUPERVISOR = "supervisor", "区政务公开办督办员"
    LEADER = "leader", "分管领导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    SECURITY_AUDITOR = "security_auditor", "安全审计员"
