"""Forms of this room, by subject: registration, one small form for each act, filters."""

from gongkai.casework.forms.fields import ActForm, attached
from gongkai.casework.forms.handling import (
    ConsultForm,
    CorrectForm,
    CostsForm,
    DelayForm,
    ExtendForm,
    OpinionForm,
    PaidForm,
    ProcessingFeeForm,
    SearchForm,
    ServeForm,
    VoidForm,
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
    "ConfirmForm",
    "ConsultForm",
    "CorrectForm",
    "CorrectedForm",
    "CostsForm",
    "DelayForm",
    "DeliverForm",
    "DetermineForm",
    "DraftForm",
    "ExtendForm",
    "FilterForm",
    "OpinionForm",
    "PaidForm",
    "ProcessingFeeForm",
    "ReasonForm",
    "RegisterForm",
    "SearchForm",
    "ServeForm",
    "VoidForm",
    "WithdrawForm",
    "attached",
]
