"""The tables of an archive, and how an older file comes to have them.

    file ──opened──▶ an archive? whole? of a version we know? ──migrated──▶ connection

What is kept: the bytes that came in (`originals`), the documents read out of them, earlier texts of
one address (`revisions`), what was worked out (stories, readings, dossiers: all of it can be made
again), and what a person decided (`decisions`: never touched by a rerun).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sayso.archive.faults import PATIENCE_MS, damaged, told
from sayso.errors import WrongUse

APPLICATION = 0x53415953  # "SAYS", in the header of the file
VERSION = 4  # of the tables; `MIGRATIONS` lead from each version to the next
_PAGE_CACHE_KIB = 64_000

_FIRST = """
CREATE TABLE runs (
    n INTEGER PRIMARY KEY, made TEXT NOT NULL, what TEXT NOT NULL, version TEXT NOT NULL);
CREATE TABLE originals (
    digest TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(n)) WITHOUT ROWID;
CREATE TABLE pieces (
    digest TEXT NOT NULL REFERENCES originals(digest), nth INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (digest, nth));
CREATE TABLE documents (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, digest TEXT NOT NULL, day TEXT,
    best TEXT, outlet TEXT, lang TEXT NOT NULL, url TEXT, source TEXT NOT NULL,
    file TEXT NOT NULL, original TEXT,
    length INTEGER NOT NULL, gone TEXT, run INTEGER NOT NULL REFERENCES runs(n),
    body BLOB NOT NULL);
CREATE INDEX documents_by_day ON documents(day, digest);
CREATE INDEX documents_by_url ON documents(url) WHERE url IS NOT NULL;
CREATE INDEX documents_by_run ON documents(run);
CREATE INDEX documents_shown ON documents(n, gone, outlet, best, lang, id);
CREATE TABLE texts (n INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='texts', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE word_counts USING fts5vocab(words, row);
CREATE TABLE revisions (
    doc TEXT NOT NULL, nth INTEGER NOT NULL, digest TEXT NOT NULL, original TEXT,
    run INTEGER NOT NULL REFERENCES runs(n), body BLOB NOT NULL, PRIMARY KEY (doc, nth));
CREATE TABLE rejections (
    n INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(n), source TEXT NOT NULL,
    line INTEGER, reason TEXT NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE segments (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE stories (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL, first TEXT, last TEXT,
    articles INTEGER NOT NULL, texts INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES runs(n),
    body BLOB NOT NULL);
CREATE INDEX stories_by_last ON stories(last);
CREATE TABLE members (
    doc INTEGER PRIMARY KEY REFERENCES documents(n), story INTEGER NOT NULL REFERENCES stories(n),
    loose INTEGER NOT NULL DEFAULT 0);
CREATE INDEX members_loose ON members(doc) WHERE loose;
CREATE INDEX members_by_story ON members(story);
CREATE TABLE story_names (id TEXT PRIMARY KEY, story INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (key TEXT PRIMARY KEY, doc TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX readings_by_doc ON readings(doc);
CREATE TABLE dossiers (
    story INTEGER PRIMARY KEY REFERENCES stories(n), mark TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(n), body BLOB NOT NULL);
CREATE TABLE pages (
    story INTEGER NOT NULL, form TEXT NOT NULL, mark TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (story, form));
CREATE TABLE sayings (
    story INTEGER NOT NULL, doc INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    voice TEXT NOT NULL, speaker TEXT NOT NULL, kind TEXT NOT NULL, manner TEXT NOT NULL,
    day TEXT);
CREATE INDEX sayings_by_story ON sayings(story);
CREATE INDEX sayings_by_doc ON sayings(doc);
CREATE INDEX sayings_by_voice ON sayings(voice, day);
CREATE TABLE claims (
    n INTEGER PRIMARY KEY, story INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
    subtype TEXT NOT NULL, what TEXT NOT NULL, certainty TEXT NOT NULL, origins INTEGER NOT NULL,
    open INTEGER NOT NULL);
CREATE INDEX claims_by_story ON claims(story);
CREATE INDEX claims_by_origins ON claims(origins);
CREATE VIRTUAL TABLE claim_words USING fts5(
    what, content='claims', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE decisions (
    n INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL,
    about TEXT NOT NULL, at TEXT NOT NULL, said TEXT NOT NULL, undone TEXT);
CREATE TABLE decided (what TEXT NOT NULL, decision INTEGER NOT NULL REFERENCES decisions(n),
    PRIMARY KEY (what, decision)) WITHOUT ROWID;
CREATE TABLE watched (
    place TEXT PRIMARY KEY, seen TEXT, tag TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, hook TEXT NOT NULL DEFAULT '',
    run INTEGER NOT NULL) WITHOUT ROWID;
"""
# A story's number is its address: one that is gone is never given to another.
_NUMBERED = """
CREATE TABLE stories_2 (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL, first TEXT,
    last TEXT, articles INTEGER NOT NULL, texts INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(n), body BLOB NOT NULL);
INSERT INTO stories_2 SELECT n, id, title, first, last, articles, texts, run, body FROM stories;
DELETE FROM sqlite_sequence WHERE name = 'stories_2';
INSERT INTO sqlite_sequence SELECT 'stories_2', max(n) FROM (
    SELECT 0 AS n UNION SELECT n FROM stories UNION SELECT story FROM story_names
    UNION SELECT story FROM pages UNION SELECT story FROM sayings UNION SELECT story FROM claims);
DROP TABLE stories;
ALTER TABLE stories_2 RENAME TO stories;
CREATE INDEX stories_by_last ON stories(last);
DELETE FROM story_names WHERE story NOT IN (SELECT n FROM stories);
"""
# What the model of meaning told of the pairs of passages of a story, as `pairs` packs it. Whether a
# story changed is asked for every article that comes.
_PAIRED = """
CREATE INDEX stories_by_run ON stories(run);
CREATE TABLE pairs (story INTEGER PRIMARY KEY, version TEXT NOT NULL, body BLOB NOT NULL);
"""
# What it read in the passages themselves, as `vectors` packs it.
_READ = """
CREATE TABLE vectors (
    n INTEGER PRIMARY KEY, story INTEGER NOT NULL, version TEXT NOT NULL, run INTEGER NOT NULL,
    size INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX vectors_by_story ON vectors(story, run, size);
"""
MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _NUMBERED,
    _PAIRED,
    _READ,
)  # MIGRATIONS[k] leads from version k to k + 1


def opened(path: str, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """A connection to the archive at `path`, its tables of today's version.

    Raises WrongUse where there is none, where the file is something else, is damaged, is locked for
    long, or was made by a newer sayso; OSError where the disk does not let it.
    """
    there = Path(path)
    if not there.exists() and not create:
        raise WrongUse(f"{path}: there is no archive; make one with: sayso archive add {path} PATH")
    if there.is_dir():
        raise WrongUse(f"{path}: is a folder; an archive is one file, such as news.sayso")
    if not there.parent.is_dir():
        raise WrongUse(f"{path}: the folder {there.parent} does not exist; make it first")
    base = _connected(there, read_only=read_only)
    try:
        _checked(base, path)
        if not read_only:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = FULL")  # what is confirmed survives a power cut
        base.execute(f"PRAGMA cache_size = -{_PAGE_CACHE_KIB}")
        _migrated(base, path, read_only=read_only)
        base.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        base.close()
        raise told(error, path) from error
    except UnicodeDecodeError as error:  # of the message in which SQLite says what is wrong
        base.close()
        raise damaged("its tables", path) from error
    except BaseException:
        base.close()
        raise
    return base


def _connected(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    try:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=PATIENCE_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise told(error, str(path)) from error


def _checked(base: sqlite3.Connection, path: str) -> None:
    """Raises WrongUse where the file is no archive, or one of a newer version."""
    with closing(base.execute("PRAGMA application_id")) as found:
        application = found.fetchone()[0]
    tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and tables:
        raise WrongUse(f"{path}: is an SQLite file, but no archive of sayso; give another name")
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise WrongUse(
            f"{path}: was written by a newer sayso (tables of version {version}, this one knows "
            f"{VERSION}): install that version, or export the archive with it"
        )


def _migrated(base: sqlite3.Connection, path: str, *, read_only: bool) -> None:
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if read_only:
        raise WrongUse(
            f"{path}: is of an older version; bring it up to this one: sayso archive read {path}"
        )
    base.execute("PRAGMA foreign_keys = OFF")  # a table that others refer to is replaced
    base.execute("BEGIN IMMEDIATE")  # of two processes the second finds it done
    try:
        version = base.execute("PRAGMA user_version").fetchone()[0]
        for step in MIGRATIONS[version:]:
            for statement in filter(str.strip, step.split(";\n")):
                base.execute(statement)
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("COMMIT")
    except BaseException:
        base.execute("ROLLBACK")
        raise
