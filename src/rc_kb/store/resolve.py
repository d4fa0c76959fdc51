"""Owns how names in a sheet become keys: by the sheet itself and the reference data, never by other sheets.

So a base is the same whatever the order in which sheets are loaded, and nobody is silently taken for another.
"""

from sqlalchemy import Connection, select

from rc_kb.sheet.model import DescribedOrganization, Sheet
from rc_kb.sheet.parties import SheetParties
from rc_kb.store.engine import upsert
from rc_kb.store.keys import country_key, official_key, organization_key, place_key
from rc_kb.store.models.parties import country, country_name, official, organization, organization_name, party, place
from rc_kb.store.namebook import REFERENCE, NameBook
from rc_kb.text import fold_key


class Unresolved(Exception):
    """A name or a code in a sheet that nobody can tell; the message says what was expected."""


class PartyResolver:
    """Finds the countries, organizations, officials and places that one sheet names, and adds the new ones."""

    def __init__(self, connection: Connection, sheet: Sheet) -> None:
        self._connection = connection
        self._sheet = SheetParties(sheet)
        self._countries = set(connection.scalars(select(country.c.code)))
        self._organizations: dict[tuple[str, str | None], int] = {}
        self._officials: dict[tuple[str, str | None], int] = {}
        self.book = NameBook(connection, sheet.article.id)
        for index, described in enumerate(sheet.organizations):
            try:
                self._check_description(self.find_organization(described.name, described.country), described)
            except Unresolved as error:
                raise Unresolved(f"{sheet.locate('organizations', index)}: {error}") from error

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
        if self._connection.scalar(select(place.c.id).where(place.c.id == key)) is None:
            upsert(self._connection, place, [{"id": key, "name": name, "country_code": code}])
        self.book.name_place(key, name)
        return key

    def find_organization(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an organization, which is added where it is new."""
        if name is None:
            return None
        self.find_country(code)
        name = self._sheet.complete(name)
        asked = (fold_key(name), code)
        if asked not in self._organizations:
            known = self._look_up_reference(name, code)
            self._organizations[asked] = self._add_organization(name, code) if known is None else known
        return self._organizations[asked]

    def find_official(self, name: str | None, code: str | None = None) -> int | None:
        """Return the key of an official, who is added where new; the sheet tells which country is represented."""
        if name is None:
            return None
        name = self._sheet.complete(name)
        code = self.find_country(code) or self._find_only(name, self._sheet.find_countries_of_person(name))
        asked = (fold_key(name), code)
        if asked not in self._officials:
            self._officials[asked] = self._add_official(name, code)
        return self._officials[asked]

    def find_party(self, name: str | None) -> int | None:
        """Return the key of a person of the sheet, a country or an organization, tried in this order.

        Unlike where only an organization can stand, nobody is added: a slip of the pen would make somebody new.
        """
        if name is None:
            return None
        if self._sheet.is_person(name):
            return self.find_official(name)
        codes = self._look_up_countries(name)
        if len(codes) > 1:
            raise Unresolved(f"{name} may be a country's name of {', '.join(codes)}: write the code")
        if codes and name not in codes and self._is_acronym(name):
            raise Unresolved(f"{name} may be {codes[0]} or an organization: write the code or the full name")
        if codes:
            return country_key(codes[0])
        if self._sheet.is_organization(name) or self._look_up_reference(name, None) is not None:
            return self.find_organization(name)
        raise Unresolved(f"nobody knows {name}: list it under organizations: or officials:, or write a country's name")

    def _check_description(self, key: int | None, described: DescribedOrganization) -> None:
        """Refuse a description that contradicts the reference data."""
        known = self._connection.execute(
            select(organization.c.kind, organization.c.country_code).where(
                organization.c.id == key, organization.c.source.is_not(None)
            )
        ).one_or_none()
        if known is None:
            return
        if described.kind not in {None, known.kind} or described.country not in {None, known.country_code}:
            raise Unresolved(
                f"{described.name} is a {known.kind} of {known.country_code} in the reference data: "
                "leave kind and country out"
            )

    def _find_only(self, name: str, codes: list[str]) -> str | None:
        if len(codes) > 1:
            raise Unresolved(f"{name} stands for several countries in this sheet: {', '.join(codes)}")
        return codes[0] if codes else None

    def _look_up_countries(self, name: str) -> list[str]:
        """Return the codes of the countries that a name may mean; a demonym is no name, a code has capitals."""
        kinds = ["short", "common", "alternative", "ambiguous", *(["alpha_2"] if name.isupper() else [])]
        named = (
            select(country_name.c.country_code)
            .distinct()
            .where(country_name.c.key == fold_key(name), country_name.c.kind.in_(kinds))
        )
        return sorted(self._connection.scalars(named))

    def _is_acronym(self, name: str) -> bool:
        """Tell whether an organization of the reference data has an acronym."""
        known = select(organization_name.c.name).where(organization_name.c.key == fold_key(name))
        acronyms = known.where(organization_name.c.kind == "acronym", organization_name.c.source == REFERENCE)
        return self._connection.scalars(acronyms).first() is not None

    def _look_up_reference(self, name: str, code: str | None) -> int | None:
        """Return the reference organization of a name that only one has, or only one of the country."""
        found = self._connection.execute(
            select(organization.c.id, organization.c.country_code, organization_name.c.kind)
            .join_from(organization_name, organization, organization.c.id == organization_name.c.organization_id)
            .where(organization_name.c.key == fold_key(name), organization_name.c.source == REFERENCE)
        ).all()
        full = [row for row in found if row.kind != "acronym"]
        if not full:
            # An acronym says little: with a country it has to be that country's.
            full = [row for row in found if code in {None, row.country_code}]
            if found and not full:
                codes = ", ".join(sorted({row.country_code for row in found}))
                raise Unresolved(f"{name} is an acronym of {codes}, not of {code}: write the full name")
        elif len(full) > 1 and code is not None:
            full = [row for row in full if row.country_code == code]
        if len({row.id for row in full}) > 1:
            codes = ", ".join(sorted({row.country_code or "no country" for row in full}))
            raise Unresolved(f"{name} may be an organization of {codes}: write its full name")
        if not full:
            return None
        key = int(full[0].id)
        self.book.name_organization(key, [(other, "other") for other in self._sheet.list_other_names(name)])
        return key

    def _add_organization(self, name: str, code: str | None) -> int:
        named = select(country_name.c.country_code).where(country_name.c.key == fold_key(name))
        if country_codes := set(self._connection.scalars(named)):
            raise Unresolved(f"{name} is a word for {', '.join(sorted(country_codes))}, not an organization's name")
        countries = self._sheet.find_countries_of_organization(name)
        code = countries[0] if len(countries) == 1 else code or self._find_only(name, countries)
        key = organization_key(fold_key(name), code)
        if self._is_new(key):
            upsert(self._connection, party, [{"id": key, "kind": "organization", "name": name}])
            upsert(self._connection, organization, [{"id": key, "kind": "other", "country_code": code}])
            self.book.added.append(f"organization {name}")
        others = self._sheet.list_other_names(name)
        self.book.name_organization(key, [(name, "name"), *((other, "other") for other in others)])
        self.book.describe_organization(key, self._sheet.find_kind(name))
        return key

    def _add_official(self, name: str, code: str | None) -> int:
        key = official_key(fold_key(name), code)
        if self._is_new(key):
            upsert(self._connection, party, [{"id": key, "kind": "official", "name": name}])
            upsert(self._connection, official, [{"id": key, "country_code": code}])
            self.book.added.append(f"official {name}")
        others = self._sheet.list_other_names(name)
        self.book.name_official(key, [(name, "name"), *((other, "other") for other in others)])
        return key

    def _is_new(self, key: int) -> bool:
        return self._connection.scalar(select(party.c.id).where(party.c.id == key)) is None
