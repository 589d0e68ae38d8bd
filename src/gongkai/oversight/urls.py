from __future__ import annotations

from django.urls import path

from gongkai.oversight.views import board, filings, importing, one_page, problems, reminders, tasks

urlpatterns = [
    path("", board.board, name="oversight"),
    path("one-page/", one_page.one_page, name="one_page"),
    path("one-page/word/", one_page.one_page_file, name="one_page_word"),
    path("one-page/<slug:code>/<str:key>/<str:since>/<str:until>/", one_page.rows, name="one_page_rows"),
    path("board/", board.owed, name="oversight_owed"),
    path("board/<str:column>/<slug:code>/", board.cell, name="oversight_cell"),
    path("remind/<slug:code>/", board.issue, name="oversight_remind"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/new/", tasks.new, name="task_new"),
    path("tasks/import/", importing.bring_in, name="tasks_import"),
    path("tasks/import/confirm/", importing.confirm, name="tasks_import_confirm"),
    path("tasks/template/", tasks.template, name="tasks_template"),
    path("tasks/export/", tasks.export, name="tasks_export"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/progress/", tasks.progress, name="task_progress"),
    path("tasks/evidence/<int:pk>/", tasks.evidence, name="task_evidence"),
    path("filings/", filings.filings, name="filings"),
    path("filings/<int:pk>/file/", filings.file, name="filing_file"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/", reminders.reminder, name="reminder"),
    path("reminders/<int:pk>/word/", reminders.word, name="reminder_word"),
    path("reminders/<int:pk>/answer/", reminders.answer, name="reminder_answer"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", problems.new, name="problem_new"),
    path("problems/<int:pk>/resolve/", problems.resolve, name="problem_resolve"),
]
