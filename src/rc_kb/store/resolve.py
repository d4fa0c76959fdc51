"""Owns how names in a sheet become keys: what the base knows is found, what is new is added, nothing is guessed."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select, update

from rc_kb.sheet.model import Sheet
from rc_kb.store.engine import upsert
from rc_kb.store.keys import country_key, official_key, organization_key, place_key
from rc_kb.store.models.parties import (
    country,
    country_name,
    official,
    official_name,
    organization,
    organization_name,
    party,
    place,
)
from rc_kb.text import fold_key


class Unresolved(Exception):
    """A name or a code in a sheet that the base cannot tell; the message says what was expected."""


class PartyResolver:
    """Finds the countries, organizations, officials and places that one sheet names, and adds the new ones."""

    def __init__(self, connection: Connection, sheet: Sheet) -> None:
        self._connection = connection
        self._countries = set(connection.scalars(select(country.c.code)))
        self._organizations: dict[tuple[str, str | None], int] = {}
        self._officials: dict[str, set[int]] = defaultdict(set)
        self._places: dict[tuple[str, str | None], int] = {}
        self._spellings = {fold_key(who.name): who.other_names for who in sheet.officials}
        self._full_names = {fold_key(other): who.name for who in sheet.officials for other in who.other_names}
        self._represented = self._read_represented(sheet)
        self._people = self._read_people(sheet)
        self.added: list[str] = []
        for described in sheet.organizations:
            self._describe_organization(described.name, described.kind, described.country, described.other_names)

    def find_country(self, code: str | None) -> str | None:
        """Return a country's code, or raise Unresolved where ISO 3166-1 has no such code."""
        if code is not None and code not in self._countries:
            raise Unresolved(f"there is no country with the ISO 3166-1 code {code}")
        return code

    def find_place(self, name: str | None, code: str | None) -> int | None:
        """Return the key of a city, which is added where it is new."""
        if name is None:
            return None
        self.find_country(code)
        key = place_key(fold_key(name), code)
        if (name, code) not in self._places:
            self._places[name, code] = key
            upsert(
                self._connection,
                place,
                [{"id": key, "name": name, "key": fold_key(name), "country_code": code}],
            )
        return key

    def find_organization(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an organization, which is added where it is new."""
        if name is None:
            return None
        self.find_country(code)
        known = self._organizations.get((fold_key(name), code))
        if known is None:
            known = self._look_up_organization(name, code)
        if known is None:
            known = self._add_organization(name, "other", code)
        self._organizations[fold_key(name), code] = known
        return known

    def find_official(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an official, who is added where new; the sheet tells which country is represented."""
        if name is None:
            return None
        name = self._complete(name)
        key = fold_key(name)
        code = self.find_country(code) or self._represented.get(key)
        official_id = official_key(key, code)
        if official_id not in self._officials[key]:
            self._add_official(official_id, name, code)
        return official_id

    def find_party(self, name: str | None) -> int | None:
        """Return the key of an official of the sheet, a country or an organization, tried in this order."""
        if name is None:
            return None
        key = fold_key(self._complete(name))
        if key in self._people and not self._officials[key]:
            return self.find_official(name)
        officials = self._officials[key]
        if len(officials) > 1:
            raise Unresolved(f"{name} represents several countries in this sheet")
        if officials:
            return next(iter(officials))
        named = (
            select(country_name.c.country_code)
            .distinct()
            .where(country_name.c.key == fold_key(name))
            .where(country_name.c.kind.in_(("short", "common", "alternative")))
        )
        codes = list(self._connection.scalars(named))
        if len(codes) > 1:
            raise Unresolved(f"{name} may be {' or '.join(sorted(codes))}: write the country's full name")
        return country_key(codes[0]) if codes else self.find_organization(name)

    def _complete(self, name: str) -> str:
        """Return the full name of an official whom the article also names in a shorter way."""
        return self._full_names.get(fold_key(name), name)

    def _read_represented(self, sheet: Sheet) -> dict[str, str]:
        """Return the country that each official represents, from wherever the sheet says it."""
        said = [(who.name, who.country) for meeting in sheet.meetings for who in meeting.participants]
        said += [(held.official, held.country) for held in sheet.offices]
        return {fold_key(self._complete(name)): code for name, code in said if name and code}

    def _read_people(self, sheet: Sheet) -> set[str]:
        """Return the keys of everybody whom the sheet knows for a person, also from facts that are not accepted."""
        names = [who.name for who in sheet.officials]
        names += [who.name for meeting in sheet.meetings for who in meeting.participants if who.name]
        names += [held.official for held in sheet.offices]
        return {fold_key(self._complete(name)) for name in names}

    def _look_up_organization(self, name: str, code: str | None) -> int | None:
        """Return the one organization of a name; an acronym needs the country, a full name only where it is shared."""
        found = self._connection.execute(
            select(organization.c.id, organization.c.country_code, organization_name.c.kind)
            .join_from(organization_name, organization, organization.c.id == organization_name.c.organization_id)
            .where(organization_name.c.key == fold_key(name))
        ).all()
        full = [row for row in found if row.kind != "acronym"] or found
        if len(full) > 1 and code is not None:
            full = [row for row in full if row.country_code == code]
        if len({row.id for row in full}) > 1:
            codes = ", ".join(sorted({row.country_code or "no country" for row in full}))
            raise Unresolved(f"{name} may be an organization of {codes}: write its full name")
        return full[0].id if full else None

    def _describe_organization(self, name: str, kind: str, code: str | None, other_names: list[str]) -> None:
        self.find_country(code)
        known = self._look_up_organization(name, code)
        key = self._add_organization(name, kind, code) if known is None else known
        if kind != "other":
            only_in_sheets = (organization.c.id == key) & organization.c.source.is_(None)
            self._connection.execute(update(organization).where(only_in_sheets).values(kind=kind))
        self._organizations[fold_key(name), code] = key
        self._name_organization(key, [(other, "other") for other in other_names])

    def _add_organization(self, name: str, kind: str, code: str | None) -> int:
        key = organization_key(fold_key(name), code)
        upsert(self._connection, party, [{"id": key, "kind": "organization", "name": name}])
        upsert(self._connection, organization, [{"id": key, "kind": kind, "country_code": code}])
        self._name_organization(key, [(name, "name")])
        self.added.append(f"organization {name}")
        return key

    def _name_organization(self, key: int, names: list[tuple[str, str]]) -> None:
        rows: list[dict[str, Any]] = [
            {"organization_id": key, "name": name, "kind": kind, "language": "en", "key": fold_key(name)}
            for name, kind in names
        ]
        upsert(self._connection, organization_name, rows)

    def _add_official(self, official_id: int, name: str, code: str | None) -> None:
        known = self._connection.scalar(select(official.c.id).where(official.c.id == official_id))
        if known is None:
            upsert(self._connection, party, [{"id": official_id, "kind": "official", "name": name}])
            upsert(self._connection, official, [{"id": official_id, "country_code": code}])
            self.added.append(f"official {name}")
        key = fold_key(name)
        self._officials[key].add(official_id)
        spelled = select(official_name.c.name).where(official_name.c.official_id == official_id)
        there = set(self._connection.scalars(spelled))
        names = [
            (name, "other" if known else "name"),
            *((other, "other") for other in self._spellings.get(key, [])),
        ]
        rows: list[dict[str, Any]] = [
            {"official_id": official_id, "name": other, "kind": kind, "key": fold_key(other)}
            for other, kind in names
            if other not in there
        ]
        upsert(self._connection, official_name, rows)
