from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.casework.views import acting, authority, listing, page, registering, replying

urlpatterns: list[URLPattern] = [
    path("", listing.requests, name="requests"),
    path("new/", registering.register, name="request_register"),
    path("authority/", authority.authority, name="request_authority"),
    path("<int:pk>/", page.case_page, name="request"),
    path("<int:pk>/files/<int:file>/", page.case_file, name="request_file"),
    path("<int:pk>/proof/", page.case_proof, name="request_proof"),
    path("<int:pk>/confirm/", acting.confirm, name="request_confirm"),
    path("<int:pk>/correct/", acting.correct, name="request_correct"),
    path("<int:pk>/corrected/", acting.corrected, name="request_corrected"),
    path("<int:pk>/consult/", acting.consult, name="request_consult"),
    path("<int:pk>/opinion/", acting.opinion, name="request_opinion"),
    path("<int:pk>/extend/", acting.extend, name="request_extend"),
    path("<int:pk>/delay/", acting.delay, name="request_delay"),
    path("<int:pk>/charge/", acting.charge, name="request_charge"),
    path("<int:pk>/paid/", acting.paid, name="request_paid"),
    path("<int:pk>/searched/", acting.searched, name="request_searched"),
    path("<int:pk>/determine/", replying.determine, name="request_determine"),
    path("<int:pk>/draft/", replying.draft, name="request_draft"),
    path("<int:pk>/letter/", replying.letter, name="request_letter"),
    path("<int:pk>/letter.docx", replying.letter_word, name="request_word"),
    path("<int:pk>/submit/", replying.submit, name="request_submit"),
    path("<int:pk>/review/", replying.review, name="request_review"),
    path("<int:pk>/sign/", replying.sign, name="request_sign"),
    path("<int:pk>/return/", replying.send_back, name="request_return"),
    path("<int:pk>/deliver/", acting.deliver, name="request_deliver"),
    path("<int:pk>/withdraw/", acting.withdraw, name="request_withdraw"),
    path("<int:pk>/close/", acting.close, name="request_close"),
    path("<int:pk>/attach/", acting.attach, name="request_attach"),
    path("<int:pk>/archive/", acting.archive, name="request_archive"),
    path("<int:pk>/erase/", acting.erase, name="request_erase"),
]
