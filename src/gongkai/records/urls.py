from __future__ import annotations

from django.urls import path

from gongkai.records.views import acting, drafting, listing, page, review

urlpatterns = [
    path("", listing.records, name="records"),
    path("new/", drafting.new, name="record_new"),
    path("documents/", listing.documents, name="documents"),
    path("reviews/", listing.reviews, name="reviews"),
    path("<int:pk>/", page.record, name="record"),
    path("<int:pk>/edit/", drafting.edit, name="record_edit"),
    path("<int:pk>/determine/", drafting.determine, name="record_determine"),
    path("<int:pk>/attach/", drafting.attach, name="record_attach"),
    path("<int:pk>/attachments/<int:position>/", page.attachment, name="record_attachment"),
    path("<int:pk>/attachments/<int:position>/remove/", drafting.detach, name="record_detach"),
    path("<int:pk>/submit/", acting.submit, name="record_submit"),
    path("<int:pk>/review/", review.review, name="record_review"),
    path("<int:pk>/sign/", acting.sign, name="record_sign"),
    path("<int:pk>/return/", acting.send_back, name="record_return"),
    path("<int:pk>/publish/", acting.publish, name="record_publish"),
    path("<int:pk>/file/", acting.file_away, name="record_file"),
    path("<int:pk>/withdraw/", acting.withdraw, name="record_withdraw"),
]
