"""Forms of this room, by subject: registration, one small form for each act, filters."""

from gongkai.casework.forms.fields import ActForm, attached
from gongkai.casework.forms.handling import (
    ChargeForm,
    ConsultForm,
    CorrectForm,
    DelayForm,
    ExtendForm,
    OpinionForm,
    PaidForm,
    SearchForm,
)
from gongkai.casework.forms.listing import FilterForm
from gongkai.casework.forms.receiving import AttachForm, ConfirmForm, CorrectedForm, RegisterForm
from gongkai.casework.forms.replying import (
    AuthorityForm,
    DeliverForm,
    DetermineForm,
    DraftForm,
    ReasonForm,
    WithdrawForm,
)

__all__ = [
    "ActForm",
    "AttachForm",
    "AuthorityForm",
    "ChargeForm",
    "ConfirmForm",
    "ConsultForm",
    "CorrectForm",
    "CorrectedForm",
    "DelayForm",
    "DeliverForm",
    "DetermineForm",
    "DraftForm",
    "ExtendForm",
    "FilterForm",
    "OpinionForm",
    "PaidForm",
    "ReasonForm",
    "RegisterForm",
    "SearchForm",
    "WithdrawForm",
    "attached",
]
