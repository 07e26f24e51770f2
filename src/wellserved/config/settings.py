"""Django's settings, from the environment (environment.py) and the keys in the data folder (keys.py)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wellserved.config.database import database
from wellserved.config.environment import read
from wellserved.config.keys import key, secret_key
from wellserved.config.staff_mail import staff_mail

ENVIRONMENT = read()
HERE = Path(__file__).resolve().parent.parent
DATA = ENVIRONMENT.data
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

SECRET_KEY = secret_key(DATA)
VAULT_KEY = key(DATA, "vault")
DEBUG = ENVIRONMENT["WELLSERVED_DEBUG"] == "yes"
PUBLIC_URL = ENVIRONMENT["WELLSERVED_URL"].rstrip("/")
SECURE = PUBLIC_URL.startswith("https:")
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

SMTP_URL = ENVIRONMENT["WELLSERVED_SMTP_URL"]
LISTEN_HOST = ENVIRONMENT["WELLSERVED_LISTEN_HOST"]
LISTEN_SMTP = ENVIRONMENT.number("WELLSERVED_LISTEN_SMTP")
LISTEN_LMTP = ENVIRONMENT.number("WELLSERVED_LISTEN_LMTP")
MAIL_LIMIT_BYTES = ENVIRONMENT.number("WELLSERVED_MAIL_LIMIT_MB") * 1024 * 1024
LINK_FILES_OVER_BYTES = ENVIRONMENT.number("WELLSERVED_LINK_FILES_OVER_MB") * 1000 * 1000
OUTBOUND_ALLOW = ENVIRONMENT["WELLSERVED_OUTBOUND_ALLOW"]
CLAMD = ENVIRONMENT["WELLSERVED_CLAMD"]
THREADS = ENVIRONMENT.number("WELLSERVED_THREADS")

DATABASES = {"default": database(ENVIRONMENT["DATABASE_URL"], DATA, THREADS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wellserved.config.apps.Wellserved",
    "wellserved.ui",
    "wellserved.ground.accounts",
    "wellserved.ground.customers",
    "wellserved.ground.hours",
    "wellserved.ground.journal",
    "wellserved.ground.jobs",
    "wellserved.ground.repeats",
    "wellserved.serving.voice",
    "wellserved.serving.conversations",
    "wellserved.serving.channels.email",
    "wellserved.serving.standards",
    "wellserved.learning.feedback",
    "wellserved.learning.improvement",
    "wellserved.learning.insight",
    "wellserved.learning.inspections",
    "wellserved.learning.letters",
    "wellserved.learning.recovery",
    "wellserved.learning.retention",
    "wellserved.learning.suggestions",
    "wellserved.learning.themes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wellserved.surfaces.policy.ContentSecurityPolicy",
    "wellserved.surfaces.page.LocalTime",
    "wellserved.surfaces.api.problems.ProblemsOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "wellserved.surfaces.storable.Storable",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "wellserved.config.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            HERE / "ui" / "templates",
            *(HERE / "surfaces" / s / "templates" for s in ("desk", "counter", "office", "sign_in", "setup")),
        ],
        "OPTIONS": {
            "environment": "wellserved.ui.environment.environment",
            "context_processors": ["wellserved.surfaces.page.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "wellserved.surfaces.sign_in.adapter.StaffOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True

SESSION_COOKIE_NAME = "wellserved"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "wellserved.surfaces.look.form_too_old"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "ui" / "static", HERE / "surfaces" / "counter" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILES = DATA / "files"
OUTBOX = DATA / "outbox"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

globals().update(staff_mail(SMTP_URL))
DEFAULT_FROM_EMAIL = f"Wellserved <wellserved@{urlsplit(PUBLIC_URL).hostname}>"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname:.1} {name}: {message}", "style": "{"}},
    "filters": {"discreet": {"()": "wellserved.config.discretion.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"wellserved": {"level": "INFO"}},
}
