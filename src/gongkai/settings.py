"""Django settings, read from the environment through `gongkai.configuration`."""

from __future__ import annotations

from gongkai import configuration

SECRET_KEY = configuration.secret_key()
DEBUG = False
ALLOWED_HOSTS = configuration.value_of("GONGKAI_ALLOWED_HOSTS").split(",")

_database = configuration.database()
DATABASES = {"default": _database, "reader": configuration.reader(_database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "gongkai.bodies",
    "gongkai.files",
    "gongkai.shell",
    "gongkai.publication",
    "gongkai.records",
    "gongkai.casework",
    "gongkai.disputes",
    "gongkai.engagement",
    "gongkai.directory",
    "gongkai.annual",
    "gongkai.oversight",
    "gongkai.desk",
]

AUTH_USER_MODEL = "bodies.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.shell.policy.ContentPolicyMiddleware",
    "gongkai.shell.static.StaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.shell.access.SeatMiddleware",
]

ROOT_URLCONF = "gongkai.desk.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "gongkai.shell.context.desk",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongkai.shell.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = configuration.value_of("GONGKAI_SECURE") == "1"
SESSION_COOKIE_NAME = f"gongkai_desk_{configuration.value_of('GONGKAI_DESK_PORT')}"
CSRF_COOKIE_NAME = f"gongkai_csrf_{configuration.value_of('GONGKAI_DESK_PORT')}"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
