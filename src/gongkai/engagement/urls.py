from __future__ import annotations

from django.urls import path

from gongkai.engagement.views import accounts, activities, cases, concerns, interpretations, proposals

urlpatterns = [
    path("", accounts.accounts, name="accounts"),
    path("new/", accounts.new, name="account_new"),
    path("<int:pk>/close/", accounts.close, name="account_close"),
    path("posts/", accounts.posts, name="posts"),
    path("interpretations/", interpretations.interpretations, name="interpretations"),
    path("interpretations/plan/<int:pk>/", interpretations.plan, name="interpretation_plan"),
    path("interpretations/<int:pk>/tie/", interpretations.tie, name="interpretation_tie"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.new, name="concern_new"),
    path("concerns/<int:pk>/", concerns.concern, name="concern"),
    path("concerns/<int:pk>/inform/", concerns.first_information, name="concern_inform"),
    path("concerns/<int:pk>/respond/", concerns.response, name="concern_respond"),
    path("concerns/<int:pk>/evaluate/", concerns.evaluation, name="concern_evaluate"),
    path("activities/", activities.activities, name="activities"),
    path("activities/new/", activities.new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal_new"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/reply/", proposals.reply, name="proposal_reply"),
    path("proposals/<int:pk>/publish/", proposals.publish, name="proposal_publish"),
    path("proposals/<int:pk>/withhold/", proposals.withhold, name="proposal_withhold"),
    path("cases/", cases.cases, name="external_cases"),
    path("cases/new/", cases.new, name="external_case_new"),
    path("cases/<int:pk>/", cases.case, name="external_case"),
    path("cases/<int:pk>/answer/", cases.answer, name="external_case_answer"),
]
